package org.umbriel.benchmarks.workload;

import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.commons.lang3.ArrayUtils;
import org.apache.commons.lang3.BooleanUtils;
import org.apache.commons.lang3.CharUtils;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.builder.CompareToBuilder;
import org.apache.commons.lang3.builder.EqualsBuilder;
import org.apache.commons.lang3.builder.HashCodeBuilder;
import org.apache.commons.lang3.builder.ToStringBuilder;
import org.apache.commons.lang3.builder.ToStringStyle;
import org.apache.commons.lang3.math.Fraction;
import org.apache.commons.lang3.math.NumberUtils;
import org.apache.commons.lang3.mutable.MutableInt;
import org.apache.commons.lang3.time.DateUtils;
import org.apache.commons.lang3.time.FastDateFormat;
import org.apache.commons.lang3.tuple.Pair;

/** Strings, arrays, numbers, dates and builders of commons-lang3, as programs use them. */
final class TextWorkload implements Workload {
  private static final int WORDS = 2_000;
  private static final FastDateFormat FORMAT =
      FastDateFormat.getInstance(
          "yyyy-MM-dd'T'HH:mm:ss.SSS", TimeZone.getTimeZone("UTC"), Locale.ROOT);

  private long checksum;

  @Override
  public long once() throws Exception {
    checksum = 0;
    for (int i = 0; i < WORDS; i++) {
      String word = " Word-" + i + "; another, third " + i % 17 + " ";
      strings(word, i);
      numbers(word, i);
      arrays(i);
      builders(word, i);
    }
    for (int i = 0; i < WORDS / 10; i++) {
      dates(i);
    }
    return checksum;
  }

  private void add(Object result) {
    checksum = 31 * checksum + String.valueOf(result).hashCode();
  }

  private void strings(String word, int i) {
    add(StringUtils.capitalize(StringUtils.strip(word)));
    add(StringUtils.join(StringUtils.split(word, " ;,"), '/'));
    add(StringUtils.replaceEach(word, new String[] {"Word", "third"}, new String[] {"w", "3"}));
    add(StringUtils.abbreviateMiddle(word, "..", 12));
    add(StringUtils.leftPad(Integer.toString(i), 9, "ab"));
    add(Arrays.toString(StringUtils.substringsBetween(word, "-", ";")));
    add(StringUtils.countMatches(word, "o") + StringUtils.indexOfAny(word, "third", "another"));
    add(StringUtils.swapCase(StringUtils.deleteWhitespace(word)));
    add(StringUtils.containsAny(word, 'x', 'y') || StringUtils.isAlphanumericSpace(word));
    add(StringUtils.getCommonPrefix(word, " Word-1", " Word-12"));
    add(CharUtils.unicodeEscaped(word.charAt(i % word.length())));
  }

  private void numbers(String word, int i) {
    add(NumberUtils.isCreatable(word) ? 1 : NumberUtils.toInt(Integer.toString(i), -1));
    add(NumberUtils.createNumber("0x" + Integer.toHexString(i)));
    add(NumberUtils.max(i, i * 31 % 100, 7));
    add(Fraction.getReducedFraction(i + 1, 2 * i + 4).add(Fraction.ONE_THIRD));
    add(BooleanUtils.toBoolean(i % 2 == 0 ? "yes" : "off"));
    MutableInt counter = new MutableInt(i);
    counter.add(3);
    add(counter.addAndGet(i));
  }

  private void arrays(int i) {
    int[] numbers = {i, i + 1, i % 7, 3};
    ArrayUtils.reverse(numbers);
    add(ArrayUtils.indexOf(numbers, 3));
    add(ArrayUtils.toString(ArrayUtils.addAll(numbers, 1, 2)));
    add(ArrayUtils.toObject(ArrayUtils.removeElement(numbers, i % 7)).length);
    add(ArrayUtils.contains(ArrayUtils.subarray(numbers, 1, 3), i));
  }

  private void builders(String word, int i) {
    Pair<String, Integer> pair = Pair.of(word, i);
    add(
        new ToStringBuilder(pair, ToStringStyle.SHORT_PREFIX_STYLE)
            .append("word", word)
            .append("numbers", new int[] {i, 2})
            .toString());
    add(new HashCodeBuilder(17, 37).append(word).append(i).append(new long[] {i}).toHashCode());
    add(new EqualsBuilder().append(word, pair.getLeft()).append(i, i % 100).isEquals());
    add(new CompareToBuilder().append(word, "Word").append(i, 7).toComparison());
  }

  private void dates(int i) throws Exception {
    Date date = new Date(1_700_000_000_000L + i * 86_461_001L);
    String text = FORMAT.format(date);
    add(text);
    add(FORMAT.parse(text).getTime());
    add(DateUtils.addMonths(date, i).getTime());
    add(DateUtils.truncate(date, java.util.Calendar.HOUR).getTime());
  }
}
