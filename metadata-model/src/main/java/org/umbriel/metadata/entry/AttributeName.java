package org.umbriel.metadata.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** What an attribute says of its entry (DWARF 5, 7.5.4, table 7.5). Our own start at 0x2d00. */
public final class AttributeName extends TableCode {
  private static final CodeTable<AttributeName> TABLE = new CodeTable<>(AttributeName::new);

  public static final AttributeName SIBLING = TABLE.standard(0x01, "sibling", 2);
  public static final AttributeName LOCATION = TABLE.standard(0x02, "location", 2);
  public static final AttributeName NAME = TABLE.standard(0x03, "name", 2);
  public static final AttributeName ORDERING = TABLE.standard(0x09, "ordering", 2);
  public static final AttributeName BYTE_SIZE = TABLE.standard(0x0b, "byte_size", 2);
  public static final AttributeName BIT_OFFSET = TABLE.standard(0x0c, "bit_offset", 2);
  public static final AttributeName BIT_SIZE = TABLE.standard(0x0d, "bit_size", 2);
  public static final AttributeName STMT_LIST = TABLE.standard(0x10, "stmt_list", 2);
  public static final AttributeName LOW_PC = TABLE.standard(0x11, "low_pc", 2);
  public static final AttributeName HIGH_PC = TABLE.standard(0x12, "high_pc", 2);
  public static final AttributeName LANGUAGE = TABLE.standard(0x13, "language", 2);
  public static final AttributeName DISCR = TABLE.standard(0x15, "discr", 2);
  public static final AttributeName DISCR_VALUE = TABLE.standard(0x16, "discr_value", 2);
  public static final AttributeName VISIBILITY = TABLE.standard(0x17, "visibility", 2);
  public static final AttributeName IMPORT = TABLE.standard(0x18, "import", 2);
  public static final AttributeName STRING_LENGTH = TABLE.standard(0x19, "string_length", 2);
  public static final AttributeName COMMON_REFERENCE = TABLE.standard(0x1a, "common_reference", 2);
  public static final AttributeName COMP_DIR = TABLE.standard(0x1b, "comp_dir", 2);
  public static final AttributeName CONST_VALUE = TABLE.standard(0x1c, "const_value", 2);
  public static final AttributeName CONTAINING_TYPE = TABLE.standard(0x1d, "containing_type", 2);
  public static final AttributeName DEFAULT_VALUE = TABLE.standard(0x1e, "default_value", 2);
  public static final AttributeName INLINE = TABLE.standard(0x20, "inline", 2);
  public static final AttributeName IS_OPTIONAL = TABLE.standard(0x21, "is_optional", 2);
  public static final AttributeName LOWER_BOUND = TABLE.standard(0x22, "lower_bound", 2);
  public static final AttributeName PRODUCER = TABLE.standard(0x25, "producer", 2);
  public static final AttributeName PROTOTYPED = TABLE.standard(0x27, "prototyped", 2);
  public static final AttributeName RETURN_ADDR = TABLE.standard(0x2a, "return_addr", 2);
  public static final AttributeName START_SCOPE = TABLE.standard(0x2c, "start_scope", 2);
  public static final AttributeName BIT_STRIDE = TABLE.standard(0x2e, "bit_stride", 2);
  public static final AttributeName UPPER_BOUND = TABLE.standard(0x2f, "upper_bound", 2);
  public static final AttributeName ABSTRACT_ORIGIN = TABLE.standard(0x31, "abstract_origin", 2);
  public static final AttributeName ACCESSIBILITY = TABLE.standard(0x32, "accessibility", 2);
  public static final AttributeName ADDRESS_CLASS = TABLE.standard(0x33, "address_class", 2);
  public static final AttributeName ARTIFICIAL = TABLE.standard(0x34, "artificial", 2);
  public static final AttributeName BASE_TYPES = TABLE.standard(0x35, "base_types", 2);
  public static final AttributeName CALLING_CONVENTION =
      TABLE.standard(0x36, "calling_convention", 2);
  public static final AttributeName COUNT = TABLE.standard(0x37, "count", 2);
  public static final AttributeName DATA_MEMBER_LOCATION =
      TABLE.standard(0x38, "data_member_location", 2);
  public static final AttributeName DECL_COLUMN = TABLE.standard(0x39, "decl_column", 2);
  public static final AttributeName DECL_FILE = TABLE.standard(0x3a, "decl_file", 2);
  public static final AttributeName DECL_LINE = TABLE.standard(0x3b, "decl_line", 2);
  public static final AttributeName DECLARATION = TABLE.standard(0x3c, "declaration", 2);
  public static final AttributeName DISCR_LIST = TABLE.standard(0x3d, "discr_list", 2);
  public static final AttributeName ENCODING = TABLE.standard(0x3e, "encoding", 2);
  public static final AttributeName EXTERNAL = TABLE.standard(0x3f, "external", 2);
  public static final AttributeName FRAME_BASE = TABLE.standard(0x40, "frame_base", 2);
  public static final AttributeName FRIEND = TABLE.standard(0x41, "friend", 2);
  public static final AttributeName IDENTIFIER_CASE = TABLE.standard(0x42, "identifier_case", 2);
  public static final AttributeName MACRO_INFO = TABLE.standard(0x43, "macro_info", 2);
  public static final AttributeName NAMELIST_ITEM = TABLE.standard(0x44, "namelist_item", 2);
  public static final AttributeName PRIORITY = TABLE.standard(0x45, "priority", 2);
  public static final AttributeName SEGMENT = TABLE.standard(0x46, "segment", 2);
  public static final AttributeName SPECIFICATION = TABLE.standard(0x47, "specification", 2);
  public static final AttributeName STATIC_LINK = TABLE.standard(0x48, "static_link", 2);
  public static final AttributeName TYPE = TABLE.standard(0x49, "type", 2);
  public static final AttributeName USE_LOCATION = TABLE.standard(0x4a, "use_location", 2);
  public static final AttributeName VARIABLE_PARAMETER =
      TABLE.standard(0x4b, "variable_parameter", 2);
  public static final AttributeName VIRTUALITY = TABLE.standard(0x4c, "virtuality", 2);
  public static final AttributeName VTABLE_ELEM_LOCATION =
      TABLE.standard(0x4d, "vtable_elem_location", 2);

  public static final AttributeName ALLOCATED = TABLE.standard(0x4e, "allocated", 3);
  public static final AttributeName ASSOCIATED = TABLE.standard(0x4f, "associated", 3);
  public static final AttributeName DATA_LOCATION = TABLE.standard(0x50, "data_location", 3);
  public static final AttributeName BYTE_STRIDE = TABLE.standard(0x51, "byte_stride", 3);
  public static final AttributeName ENTRY_PC = TABLE.standard(0x52, "entry_pc", 3);
  public static final AttributeName USE_UTF8 = TABLE.standard(0x53, "use_UTF8", 3);
  public static final AttributeName EXTENSION = TABLE.standard(0x54, "extension", 3);
  public static final AttributeName RANGES = TABLE.standard(0x55, "ranges", 3);
  public static final AttributeName TRAMPOLINE = TABLE.standard(0x56, "trampoline", 3);
  public static final AttributeName CALL_COLUMN = TABLE.standard(0x57, "call_column", 3);
  public static final AttributeName CALL_FILE = TABLE.standard(0x58, "call_file", 3);
  public static final AttributeName CALL_LINE = TABLE.standard(0x59, "call_line", 3);
  public static final AttributeName DESCRIPTION = TABLE.standard(0x5a, "description", 3);
  public static final AttributeName BINARY_SCALE = TABLE.standard(0x5b, "binary_scale", 3);
  public static final AttributeName DECIMAL_SCALE = TABLE.standard(0x5c, "decimal_scale", 3);
  public static final AttributeName SMALL = TABLE.standard(0x5d, "small", 3);
  public static final AttributeName DECIMAL_SIGN = TABLE.standard(0x5e, "decimal_sign", 3);
  public static final AttributeName DIGIT_COUNT = TABLE.standard(0x5f, "digit_count", 3);
  public static final AttributeName PICTURE_STRING = TABLE.standard(0x60, "picture_string", 3);
  public static final AttributeName MUTABLE = TABLE.standard(0x61, "mutable", 3);
  public static final AttributeName THREADS_SCALED = TABLE.standard(0x62, "threads_scaled", 3);
  public static final AttributeName EXPLICIT = TABLE.standard(0x63, "explicit", 3);
  public static final AttributeName OBJECT_POINTER = TABLE.standard(0x64, "object_pointer", 3);
  public static final AttributeName ENDIANITY = TABLE.standard(0x65, "endianity", 3);
  public static final AttributeName ELEMENTAL = TABLE.standard(0x66, "elemental", 3);
  public static final AttributeName PURE = TABLE.standard(0x67, "pure", 3);
  public static final AttributeName RECURSIVE = TABLE.standard(0x68, "recursive", 3);

  public static final AttributeName SIGNATURE = TABLE.standard(0x69, "signature", 4);
  public static final AttributeName MAIN_SUBPROGRAM = TABLE.standard(0x6a, "main_subprogram", 4);
  public static final AttributeName DATA_BIT_OFFSET = TABLE.standard(0x6b, "data_bit_offset", 4);
  public static final AttributeName CONST_EXPR = TABLE.standard(0x6c, "const_expr", 4);
  public static final AttributeName ENUM_CLASS = TABLE.standard(0x6d, "enum_class", 4);
  public static final AttributeName LINKAGE_NAME = TABLE.standard(0x6e, "linkage_name", 4);

  public static final AttributeName STRING_LENGTH_BIT_SIZE =
      TABLE.standard(0x6f, "string_length_bit_size", 5);
  public static final AttributeName STRING_LENGTH_BYTE_SIZE =
      TABLE.standard(0x70, "string_length_byte_size", 5);
  public static final AttributeName RANK = TABLE.standard(0x71, "rank", 5);
  public static final AttributeName STR_OFFSETS_BASE = TABLE.standard(0x72, "str_offsets_base", 5);
  public static final AttributeName ADDR_BASE = TABLE.standard(0x73, "addr_base", 5);
  public static final AttributeName RNGLISTS_BASE = TABLE.standard(0x74, "rnglists_base", 5);
  public static final AttributeName DWO_ID = TABLE.standard(0x75, "dwo_id", 5);
  public static final AttributeName DWO_NAME = TABLE.standard(0x76, "dwo_name", 5);
  public static final AttributeName REFERENCE = TABLE.standard(0x77, "reference", 5);
  public static final AttributeName RVALUE_REFERENCE = TABLE.standard(0x78, "rvalue_reference", 5);
  public static final AttributeName MACROS = TABLE.standard(0x79, "macros", 5);
  public static final AttributeName CALL_ALL_CALLS = TABLE.standard(0x7a, "call_all_calls", 5);
  public static final AttributeName CALL_ALL_SOURCE_CALLS =
      TABLE.standard(0x7b, "call_all_source_calls", 5);
  public static final AttributeName CALL_ALL_TAIL_CALLS =
      TABLE.standard(0x7c, "call_all_tail_calls", 5);
  public static final AttributeName CALL_RETURN_PC = TABLE.standard(0x7d, "call_return_pc", 5);
  public static final AttributeName CALL_VALUE = TABLE.standard(0x7e, "call_value", 5);
  public static final AttributeName CALL_ORIGIN = TABLE.standard(0x7f, "call_origin", 5);
  public static final AttributeName CALL_PARAMETER = TABLE.standard(0x80, "call_parameter", 5);
  public static final AttributeName CALL_PC = TABLE.standard(0x81, "call_pc", 5);
  public static final AttributeName CALL_TAIL_CALL = TABLE.standard(0x82, "call_tail_call", 5);
  public static final AttributeName CALL_TARGET = TABLE.standard(0x83, "call_target", 5);
  public static final AttributeName CALL_TARGET_CLOBBERED =
      TABLE.standard(0x84, "call_target_clobbered", 5);
  public static final AttributeName CALL_DATA_LOCATION =
      TABLE.standard(0x85, "call_data_location", 5);
  public static final AttributeName CALL_DATA_VALUE = TABLE.standard(0x86, "call_data_value", 5);
  public static final AttributeName NORETURN = TABLE.standard(0x87, "noreturn", 5);
  public static final AttributeName ALIGNMENT = TABLE.standard(0x88, "alignment", 5);
  public static final AttributeName EXPORT_SYMBOLS = TABLE.standard(0x89, "export_symbols", 5);
  public static final AttributeName DELETED = TABLE.standard(0x8a, "deleted", 5);
  public static final AttributeName DEFAULTED = TABLE.standard(0x8b, "defaulted", 5);
  public static final AttributeName LOCLISTS_BASE = TABLE.standard(0x8c, "loclists_base", 5);

  public static final AttributeName MIPS_FDE = TABLE.vendor(0x2001, "MIPS_fde", Vendor.MIPS);
  public static final AttributeName MIPS_LOOP_BEGIN =
      TABLE.vendor(0x2002, "MIPS_loop_begin", Vendor.MIPS);
  public static final AttributeName MIPS_TAIL_LOOP_BEGIN =
      TABLE.vendor(0x2003, "MIPS_tail_loop_begin", Vendor.MIPS);
  public static final AttributeName MIPS_EPILOG_BEGIN =
      TABLE.vendor(0x2004, "MIPS_epilog_begin", Vendor.MIPS);
  public static final AttributeName MIPS_LOOP_UNROLL_FACTOR =
      TABLE.vendor(0x2005, "MIPS_loop_unroll_factor", Vendor.MIPS);
  public static final AttributeName MIPS_SOFTWARE_PIPELINE_DEPTH =
      TABLE.vendor(0x2006, "MIPS_software_pipeline_depth", Vendor.MIPS);
  public static final AttributeName MIPS_LINKAGE_NAME =
      TABLE.vendor(0x2007, "MIPS_linkage_name", Vendor.MIPS);
  public static final AttributeName MIPS_STRIDE = TABLE.vendor(0x2008, "MIPS_stride", Vendor.MIPS);
  public static final AttributeName MIPS_ABSTRACT_NAME =
      TABLE.vendor(0x2009, "MIPS_abstract_name", Vendor.MIPS);
  public static final AttributeName MIPS_CLONE_ORIGIN =
      TABLE.vendor(0x200a, "MIPS_clone_origin", Vendor.MIPS);
  public static final AttributeName MIPS_HAS_INLINES =
      TABLE.vendor(0x200b, "MIPS_has_inlines", Vendor.MIPS);
  public static final AttributeName GO_KIND = TABLE.vendor(0x2900, "GO_kind", Vendor.GO);
  public static final AttributeName GO_KEY = TABLE.vendor(0x2901, "GO_key", Vendor.GO);
  public static final AttributeName GO_ELEM = TABLE.vendor(0x2902, "GO_elem", Vendor.GO);
  public static final AttributeName GO_EMBEDDED_FIELD =
      TABLE.vendor(0x2903, "GO_embedded_field", Vendor.GO);
  public static final AttributeName GO_RUNTIME_TYPE =
      TABLE.vendor(0x2904, "GO_runtime_type", Vendor.GO);

  public static final AttributeName SF_NAMES = TABLE.vendor(0x2101, "sf_names", Vendor.GNU);
  public static final AttributeName SRC_INFO = TABLE.vendor(0x2102, "src_info", Vendor.GNU);
  public static final AttributeName MAC_INFO = TABLE.vendor(0x2103, "mac_info", Vendor.GNU);
  public static final AttributeName SRC_COORDS = TABLE.vendor(0x2104, "src_coords", Vendor.GNU);
  public static final AttributeName BODY_BEGIN = TABLE.vendor(0x2105, "body_begin", Vendor.GNU);
  public static final AttributeName BODY_END = TABLE.vendor(0x2106, "body_end", Vendor.GNU);
  public static final AttributeName GNU_VECTOR = TABLE.vendor(0x2107, "GNU_vector", Vendor.GNU);
  public static final AttributeName GNU_ODR_SIGNATURE =
      TABLE.vendor(0x210f, "GNU_odr_signature", Vendor.GNU);
  public static final AttributeName GNU_TEMPLATE_NAME =
      TABLE.vendor(0x2110, "GNU_template_name", Vendor.GNU);
  public static final AttributeName GNU_CALL_SITE_VALUE =
      TABLE.vendor(0x2111, "GNU_call_site_value", Vendor.GNU);
  public static final AttributeName GNU_CALL_SITE_DATA_VALUE =
      TABLE.vendor(0x2112, "GNU_call_site_data_value", Vendor.GNU);
  public static final AttributeName GNU_CALL_SITE_TARGET =
      TABLE.vendor(0x2113, "GNU_call_site_target", Vendor.GNU);
  public static final AttributeName GNU_CALL_SITE_TARGET_CLOBBERED =
      TABLE.vendor(0x2114, "GNU_call_site_target_clobbered", Vendor.GNU);
  public static final AttributeName GNU_TAIL_CALL =
      TABLE.vendor(0x2115, "GNU_tail_call", Vendor.GNU);
  public static final AttributeName GNU_ALL_TAIL_CALL_SITES =
      TABLE.vendor(0x2116, "GNU_all_tail_call_sites", Vendor.GNU);
  public static final AttributeName GNU_ALL_CALL_SITES =
      TABLE.vendor(0x2117, "GNU_all_call_sites", Vendor.GNU);
  public static final AttributeName GNU_ALL_SOURCE_CALL_SITES =
      TABLE.vendor(0x2118, "GNU_all_source_call_sites", Vendor.GNU);
  public static final AttributeName GNU_MACROS = TABLE.vendor(0x2119, "GNU_macros", Vendor.GNU);
  public static final AttributeName GNU_DELETED = TABLE.vendor(0x211a, "GNU_deleted", Vendor.GNU);
  public static final AttributeName GNU_DWO_NAME = TABLE.vendor(0x2130, "GNU_dwo_name", Vendor.GNU);
  public static final AttributeName GNU_DWO_ID = TABLE.vendor(0x2131, "GNU_dwo_id", Vendor.GNU);
  public static final AttributeName GNU_RANGES_BASE =
      TABLE.vendor(0x2132, "GNU_ranges_base", Vendor.GNU);
  public static final AttributeName GNU_ADDR_BASE =
      TABLE.vendor(0x2133, "GNU_addr_base", Vendor.GNU);
  public static final AttributeName GNU_PUBNAMES = TABLE.vendor(0x2134, "GNU_pubnames", Vendor.GNU);
  public static final AttributeName GNU_PUBTYPES = TABLE.vendor(0x2135, "GNU_pubtypes", Vendor.GNU);
  public static final AttributeName GNU_DISCRIMINATOR =
      TABLE.vendor(0x2136, "GNU_discriminator", Vendor.GNU);
  public static final AttributeName GNU_LOCVIEWS = TABLE.vendor(0x2137, "GNU_locviews", Vendor.GNU);
  public static final AttributeName GNU_ENTRY_VIEW =
      TABLE.vendor(0x2138, "GNU_entry_view", Vendor.GNU);
  public static final AttributeName USE_GNAT_DESCRIPTIVE_TYPE =
      TABLE.vendor(0x2301, "use_GNAT_descriptive_type", Vendor.GNU);
  public static final AttributeName GNAT_DESCRIPTIVE_TYPE =
      TABLE.vendor(0x2302, "GNAT_descriptive_type", Vendor.GNU);
  public static final AttributeName GNU_NUMERATOR =
      TABLE.vendor(0x2303, "GNU_numerator", Vendor.GNU);
  public static final AttributeName GNU_DENOMINATOR =
      TABLE.vendor(0x2304, "GNU_denominator", Vendor.GNU);
  public static final AttributeName GNU_BIAS = TABLE.vendor(0x2305, "GNU_bias", Vendor.GNU);

  public static final AttributeName LLVM_INCLUDE_PATH =
      TABLE.vendor(0x3e00, "LLVM_include_path", Vendor.LLVM);
  public static final AttributeName LLVM_CONFIG_MACROS =
      TABLE.vendor(0x3e01, "LLVM_config_macros", Vendor.LLVM);
  public static final AttributeName LLVM_SYSROOT =
      TABLE.vendor(0x3e02, "LLVM_sysroot", Vendor.LLVM);
  public static final AttributeName LLVM_TAG_OFFSET =
      TABLE.vendor(0x3e03, "LLVM_tag_offset", Vendor.LLVM);

  public static final AttributeName LLVM_APINOTES =
      TABLE.vendor(0x3e07, "LLVM_apinotes", Vendor.APPLE);
  public static final AttributeName APPLE_OPTIMIZED =
      TABLE.vendor(0x3fe1, "APPLE_optimized", Vendor.APPLE);
  public static final AttributeName APPLE_FLAGS = TABLE.vendor(0x3fe2, "APPLE_flags", Vendor.APPLE);
  public static final AttributeName APPLE_ISA = TABLE.vendor(0x3fe3, "APPLE_isa", Vendor.APPLE);
  public static final AttributeName APPLE_BLOCK = TABLE.vendor(0x3fe4, "APPLE_block", Vendor.APPLE);
  public static final AttributeName APPLE_MAJOR_RUNTIME_VERS =
      TABLE.vendor(0x3fe5, "APPLE_major_runtime_vers", Vendor.APPLE);
  public static final AttributeName APPLE_RUNTIME_CLASS =
      TABLE.vendor(0x3fe6, "APPLE_runtime_class", Vendor.APPLE);
  public static final AttributeName APPLE_OMIT_FRAME_PTR =
      TABLE.vendor(0x3fe7, "APPLE_omit_frame_ptr", Vendor.APPLE);
  public static final AttributeName APPLE_PROPERTY_NAME =
      TABLE.vendor(0x3fe8, "APPLE_property_name", Vendor.APPLE);
  public static final AttributeName APPLE_PROPERTY_GETTER =
      TABLE.vendor(0x3fe9, "APPLE_property_getter", Vendor.APPLE);
  public static final AttributeName APPLE_PROPERTY_SETTER =
      TABLE.vendor(0x3fea, "APPLE_property_setter", Vendor.APPLE);
  public static final AttributeName APPLE_PROPERTY_ATTRIBUTE =
      TABLE.vendor(0x3feb, "APPLE_property_attribute", Vendor.APPLE);
  public static final AttributeName APPLE_OBJC_COMPLETE_TYPE =
      TABLE.vendor(0x3fec, "APPLE_objc_complete_type", Vendor.APPLE);
  public static final AttributeName APPLE_PROPERTY =
      TABLE.vendor(0x3fed, "APPLE_property", Vendor.APPLE);
  public static final AttributeName APPLE_OBJC_DIRECT =
      TABLE.vendor(0x3fee, "APPLE_objc_direct", Vendor.APPLE);
  public static final AttributeName APPLE_SDK = TABLE.vendor(0x3fef, "APPLE_sdk", Vendor.APPLE);

  public static final AttributeName UMBRIEL_KIND =
      TABLE.ours(0x2d00, "kind", "of a check site: its kind, such as ARRAY_BOUNDS");
  public static final AttributeName UMBRIEL_ORDINAL =
      TABLE.ours(0x2d01, "ordinal", "counts the check sites of equal kind and digest in a method");
  public static final AttributeName UMBRIEL_DIGEST =
      TABLE.ours(0x2d02, "digest", "of the normalised obligation of a check site");
  public static final AttributeName UMBRIEL_INSTRUCTION =
      TABLE.ours(0x2d03, "instruction", "index of the instruction in its method");
  public static final AttributeName UMBRIEL_OPERAND =
      TABLE.ours(
          0x2d04,
          "operand",
          "depth on the stack of the value that the condition is about, or index of the parameter; 0 if absent");
  public static final AttributeName UMBRIEL_TRIVIAL =
      TABLE.ours(0x2d05, "trivial", "syntax alone decides the check site");
  public static final AttributeName UMBRIEL_VERDICT =
      TABLE.ours(0x2d06, "verdict", "proven, refuted or unproven; absent if nothing was decided");
  public static final AttributeName UMBRIEL_TIER =
      TABLE.ours(0x2d07, "tier", "who decided: syntax, facts or paths");
  public static final AttributeName UMBRIEL_ASSUMPTION =
      TABLE.ours(
          0x2d08,
          "assumption",
          "what the proof relies on, as an SMT-LIB term; absent for an unconditional proof");
  public static final AttributeName UMBRIEL_UNREACHABLE =
      TABLE.ours(0x2d09, "unreachable", "the proof is that the check site is dead code");
  public static final AttributeName UMBRIEL_REASON =
      TABLE.ours(0x2d0a, "reason", "why the check site is unproven, such as budget.loop-bound");
  public static final AttributeName UMBRIEL_DETAIL =
      TABLE.ours(0x2d0b, "detail", "what the reason is about: which callee, which field");
  public static final AttributeName UMBRIEL_CALL =
      TABLE.ours(0x2d0c, "call", "the Java expression that made the check fail");
  public static final AttributeName UMBRIEL_EXCEPTION =
      TABLE.ours(0x2d0d, "exception", "internal name of the exception that was thrown");
  public static final AttributeName UMBRIEL_MESSAGE =
      TABLE.ours(0x2d0e, "message", "of the exception");
  public static final AttributeName UMBRIEL_TEST_PATH =
      TABLE.ours(
          0x2d0f, "test_path", "where the source of a test that reproduces the failure belongs");
  public static final AttributeName UMBRIEL_TEST_SOURCE =
      TABLE.ours(0x2d10, "test_source", "that source");
  public static final AttributeName UMBRIEL_TEXT =
      TABLE.ours(0x2d11, "text", "an argument or a value, as Java prints it");
  public static final AttributeName UMBRIEL_REQUIRES =
      TABLE.ours(
          0x2d12,
          "requires",
          "the predicate of a contract, as an SMT-LIB term over the names of parameters");
  public static final AttributeName UMBRIEL_PARAMETER =
      TABLE.ours(0x2d13, "parameter", "index of the parameter that a contract is about");
  public static final AttributeName UMBRIEL_ORIGIN =
      TABLE.ours(0x2d14, "origin", "where a contract comes from: declared, default or inferred");
  public static final AttributeName UMBRIEL_ACCESS =
      TABLE.ours(
          0x2d15,
          "access",
          "access_flags of the class, field or method (JVMS tables 4.1-B, 4.5-A, 4.6-A)");
  public static final AttributeName UMBRIEL_CLASS_DIGEST =
      TABLE.ours(0x2d16, "class_digest", "SHA-256 of the class file that the unit describes");
  public static final AttributeName UMBRIEL_LEVEL =
      TABLE.ours(0x2d17, "level", "how much a failure matters: error, warning or note");
  public static final AttributeName UMBRIEL_CERTAIN =
      TABLE.ours(0x2d18, "certain", "every path that reaches the check site fails there");
  public static final AttributeName UMBRIEL_SIGNATURE =
      TABLE.ours(0x2d19, "signature", "the generic type, as the class file has it (JVMS 4.7.9.1)");
  public static final AttributeName UMBRIEL_IMPLEMENTATION =
      TABLE.ours(0x2d1a, "implementation", "of a lambda: the method that it runs");
  public static final AttributeName UMBRIEL_TYPE_PLACE =
      TABLE.ours(0x2d1b, "type_place", "which type within a declaration an annotation is about");

  private static final Map<AttributeName, IntFunction<? extends Code>> VALUE_TABLES =
      Map.of(
          LANGUAGE, Language::of,
          ENCODING, Encoding::of,
          ACCESSIBILITY, Accessibility::of,
          VIRTUALITY, Virtuality::of);

  private AttributeName(int value, Optional<Definition> definition) {
    super(value, definition);
  }

  /** The code with this value, known or not. */
  public static AttributeName of(int value) {
    return TABLE.of(value);
  }

  /** The name of a value that is itself a code, such as {@code DW_LANG_Java}. */
  public Optional<Code> valueCode(long value) {
    IntFunction<? extends Code> table = VALUE_TABLES.get(this);
    return table == null || value != (int) value
        ? Optional.empty()
        : Optional.of(table.apply((int) value));
  }

  /** All known codes, in the order of the table. */
  public static List<AttributeName> all() {
    return TABLE.all();
  }

  @Override
  public String family() {
    return "DW_AT_";
  }
}
