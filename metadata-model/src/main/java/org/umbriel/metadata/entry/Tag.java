package org.umbriel.metadata.entry;

import java.util.List;
import java.util.Optional;

/** What an entry describes (DWARF 5, 7.5.3, table 7.3). Our own tags start at 0x5500. */
public final class Tag extends TableCode {
  private static final CodeTable<Tag> TABLE = new CodeTable<>(Tag::new);

  public static final Tag ARRAY_TYPE = TABLE.standard(0x0001, "array_type", 2);
  public static final Tag CLASS_TYPE = TABLE.standard(0x0002, "class_type", 2);
  public static final Tag ENTRY_POINT = TABLE.standard(0x0003, "entry_point", 2);
  public static final Tag ENUMERATION_TYPE = TABLE.standard(0x0004, "enumeration_type", 2);
  public static final Tag FORMAL_PARAMETER = TABLE.standard(0x0005, "formal_parameter", 2);
  public static final Tag IMPORTED_DECLARATION = TABLE.standard(0x0008, "imported_declaration", 2);
  public static final Tag LABEL = TABLE.standard(0x000a, "label", 2);
  public static final Tag LEXICAL_BLOCK = TABLE.standard(0x000b, "lexical_block", 2);
  public static final Tag MEMBER = TABLE.standard(0x000d, "member", 2);
  public static final Tag POINTER_TYPE = TABLE.standard(0x000f, "pointer_type", 2);
  public static final Tag REFERENCE_TYPE = TABLE.standard(0x0010, "reference_type", 2);
  public static final Tag COMPILE_UNIT = TABLE.standard(0x0011, "compile_unit", 2);
  public static final Tag STRING_TYPE = TABLE.standard(0x0012, "string_type", 2);
  public static final Tag STRUCTURE_TYPE = TABLE.standard(0x0013, "structure_type", 2);
  public static final Tag SUBROUTINE_TYPE = TABLE.standard(0x0015, "subroutine_type", 2);
  public static final Tag TYPEDEF = TABLE.standard(0x0016, "typedef", 2);
  public static final Tag UNION_TYPE = TABLE.standard(0x0017, "union_type", 2);
  public static final Tag UNSPECIFIED_PARAMETERS =
      TABLE.standard(0x0018, "unspecified_parameters", 2);
  public static final Tag VARIANT = TABLE.standard(0x0019, "variant", 2);
  public static final Tag COMMON_BLOCK = TABLE.standard(0x001a, "common_block", 2);
  public static final Tag COMMON_INCLUSION = TABLE.standard(0x001b, "common_inclusion", 2);
  public static final Tag INHERITANCE = TABLE.standard(0x001c, "inheritance", 2);
  public static final Tag INLINED_SUBROUTINE = TABLE.standard(0x001d, "inlined_subroutine", 2);
  public static final Tag MODULE = TABLE.standard(0x001e, "module", 2);
  public static final Tag PTR_TO_MEMBER_TYPE = TABLE.standard(0x001f, "ptr_to_member_type", 2);
  public static final Tag SET_TYPE = TABLE.standard(0x0020, "set_type", 2);
  public static final Tag SUBRANGE_TYPE = TABLE.standard(0x0021, "subrange_type", 2);
  public static final Tag WITH_STMT = TABLE.standard(0x0022, "with_stmt", 2);
  public static final Tag ACCESS_DECLARATION = TABLE.standard(0x0023, "access_declaration", 2);
  public static final Tag BASE_TYPE = TABLE.standard(0x0024, "base_type", 2);
  public static final Tag CATCH_BLOCK = TABLE.standard(0x0025, "catch_block", 2);
  public static final Tag CONST_TYPE = TABLE.standard(0x0026, "const_type", 2);
  public static final Tag CONSTANT = TABLE.standard(0x0027, "constant", 2);
  public static final Tag ENUMERATOR = TABLE.standard(0x0028, "enumerator", 2);
  public static final Tag FILE_TYPE = TABLE.standard(0x0029, "file_type", 2);
  public static final Tag FRIEND = TABLE.standard(0x002a, "friend", 2);
  public static final Tag NAMELIST = TABLE.standard(0x002b, "namelist", 2);
  public static final Tag NAMELIST_ITEM = TABLE.standard(0x002c, "namelist_item", 2);
  public static final Tag PACKED_TYPE = TABLE.standard(0x002d, "packed_type", 2);
  public static final Tag SUBPROGRAM = TABLE.standard(0x002e, "subprogram", 2);
  public static final Tag TEMPLATE_TYPE_PARAMETER =
      TABLE.standard(0x002f, "template_type_parameter", 2);
  public static final Tag TEMPLATE_VALUE_PARAMETER =
      TABLE.standard(0x0030, "template_value_parameter", 2);
  public static final Tag THROWN_TYPE = TABLE.standard(0x0031, "thrown_type", 2);
  public static final Tag TRY_BLOCK = TABLE.standard(0x0032, "try_block", 2);
  public static final Tag VARIANT_PART = TABLE.standard(0x0033, "variant_part", 2);
  public static final Tag VARIABLE = TABLE.standard(0x0034, "variable", 2);
  public static final Tag VOLATILE_TYPE = TABLE.standard(0x0035, "volatile_type", 2);

  public static final Tag DWARF_PROCEDURE = TABLE.standard(0x0036, "dwarf_procedure", 3);
  public static final Tag RESTRICT_TYPE = TABLE.standard(0x0037, "restrict_type", 3);
  public static final Tag INTERFACE_TYPE = TABLE.standard(0x0038, "interface_type", 3);
  public static final Tag NAMESPACE = TABLE.standard(0x0039, "namespace", 3);
  public static final Tag IMPORTED_MODULE = TABLE.standard(0x003a, "imported_module", 3);
  public static final Tag UNSPECIFIED_TYPE = TABLE.standard(0x003b, "unspecified_type", 3);
  public static final Tag PARTIAL_UNIT = TABLE.standard(0x003c, "partial_unit", 3);
  public static final Tag IMPORTED_UNIT = TABLE.standard(0x003d, "imported_unit", 3);
  public static final Tag CONDITION = TABLE.standard(0x003f, "condition", 3);
  public static final Tag SHARED_TYPE = TABLE.standard(0x0040, "shared_type", 3);

  public static final Tag TYPE_UNIT = TABLE.standard(0x0041, "type_unit", 4);
  public static final Tag RVALUE_REFERENCE_TYPE =
      TABLE.standard(0x0042, "rvalue_reference_type", 4);
  public static final Tag TEMPLATE_ALIAS = TABLE.standard(0x0043, "template_alias", 4);

  public static final Tag COARRAY_TYPE = TABLE.standard(0x0044, "coarray_type", 5);
  public static final Tag GENERIC_SUBRANGE = TABLE.standard(0x0045, "generic_subrange", 5);
  public static final Tag DYNAMIC_TYPE = TABLE.standard(0x0046, "dynamic_type", 5);
  public static final Tag ATOMIC_TYPE = TABLE.standard(0x0047, "atomic_type", 5);
  public static final Tag CALL_SITE = TABLE.standard(0x0048, "call_site", 5);
  public static final Tag CALL_SITE_PARAMETER = TABLE.standard(0x0049, "call_site_parameter", 5);
  public static final Tag SKELETON_UNIT = TABLE.standard(0x004a, "skeleton_unit", 5);
  public static final Tag IMMUTABLE_TYPE = TABLE.standard(0x004b, "immutable_type", 5);

  public static final Tag FORMAT_LABEL = TABLE.vendor(0x4101, "format_label", Vendor.GNU);
  public static final Tag FUNCTION_TEMPLATE = TABLE.vendor(0x4102, "function_template", Vendor.GNU);
  public static final Tag CLASS_TEMPLATE = TABLE.vendor(0x4103, "class_template", Vendor.GNU);
  public static final Tag GNU_BINCL = TABLE.vendor(0x4104, "GNU_BINCL", Vendor.GNU);
  public static final Tag GNU_EINCL = TABLE.vendor(0x4105, "GNU_EINCL", Vendor.GNU);
  public static final Tag GNU_TEMPLATE_TEMPLATE_PARAM =
      TABLE.vendor(0x4106, "GNU_template_template_param", Vendor.GNU);
  public static final Tag GNU_TEMPLATE_PARAMETER_PACK =
      TABLE.vendor(0x4107, "GNU_template_parameter_pack", Vendor.GNU);
  public static final Tag GNU_FORMAL_PARAMETER_PACK =
      TABLE.vendor(0x4108, "GNU_formal_parameter_pack", Vendor.GNU);
  public static final Tag GNU_CALL_SITE = TABLE.vendor(0x4109, "GNU_call_site", Vendor.GNU);
  public static final Tag GNU_CALL_SITE_PARAMETER =
      TABLE.vendor(0x410a, "GNU_call_site_parameter", Vendor.GNU);

  public static final Tag APPLE_PROPERTY = TABLE.vendor(0x4200, "APPLE_property", Vendor.APPLE);

  public static final Tag LLVM_ANNOTATION = TABLE.vendor(0x6000, "LLVM_annotation", Vendor.LLVM);

  public static final Tag UMBRIEL_CHECK_SITE =
      TABLE.ours(
          0x5500,
          "check_site",
          "a program point and a condition that must hold there; below its subprogram");
  public static final Tag UMBRIEL_CONTRACT =
      TABLE.ours(0x5501, "contract", "what a method requires of a parameter; below its subprogram");
  public static final Tag UMBRIEL_WITNESS =
      TABLE.ours(
          0x5502, "witness", "concrete inputs that made the check fail; below its check site");
  public static final Tag UMBRIEL_ARGUMENT =
      TABLE.ours(0x5503, "argument", "an argument of the call that failed; below its witness");
  public static final Tag UMBRIEL_STEP =
      TABLE.ours(0x5504, "step", "a line on the way to the failure; below its witness");
  public static final Tag UMBRIEL_VALUE =
      TABLE.ours(0x5505, "value", "what a variable held there; below its step");
  public static final Tag UMBRIEL_MISSING_CLASS =
      TABLE.ours(
          0x5506,
          "missing_class",
          "a class that was looked for and is nowhere; below the last unit");
  public static final Tag UMBRIEL_ANNOTATION =
      TABLE.ours(0x5507, "annotation", "an annotation of what it stands below, by its type's name");
  public static final Tag UMBRIEL_ELEMENT =
      TABLE.ours(0x5508, "element", "a value of an annotation, as Java writes it; below that");
  public static final Tag UMBRIEL_RECORD_COMPONENT =
      TABLE.ours(0x5509, "record_component", "a component of a record; below its class");
  public static final Tag UMBRIEL_PERMITTED =
      TABLE.ours(0x550a, "permitted", "a class that may extend a sealed one; below that");
  public static final Tag UMBRIEL_LAMBDA =
      TABLE.ours(
          0x550b, "lambda", "where a lambda or method reference is made; below its subprogram");

  private Tag(int value, Optional<Definition> definition) {
    super(value, definition);
  }

  /** The code with this value, known or not. */
  public static Tag of(int value) {
    return TABLE.of(value);
  }

  /** All known codes, in the order of the table. */
  public static List<Tag> all() {
    return TABLE.all();
  }

  @Override
  public String family() {
    return "DW_TAG_";
  }
}
