package io.convoy.jobs.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  private static final String MASK = "*********(redacted)";

  private final Redaction redaction = Redaction.current();

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "s3a://AKIA1:se/cr+et@bucket/a.csv => s3a://MASK@bucket/a.csv",
        "https://x.blob.core.windows.net/c/a?sv=2020&sig=ab%2Fcd => https://x.blob.core.windows.net/c/a?sv=2020&sig=MASK",
        "https://b.s3.amazonaws.com/a?X-Amz-Signature=1f&x=1 => https://b.s3.amazonaws.com/a?X-Amz-Signature=MASK&x=1",
        "jdbc:mysql://h:3306/d?user=u&password=p w => jdbc:mysql://h:3306/d?user=u&password=MASK w",
        "fs.s3a.secret.key=abc and more => fs.s3a.secret.key=MASK and more",
        "\"client-token\" : \"a b\", => \"client-token\" : MASK,",
        "fs.s3a.secret.key=/Ab+/c and more => fs.s3a.secret.key=MASK and more",
        "spark.ssl.keyPassword=a,b;c&d and more => spark.ssl.keyPassword=MASK and more",
        "password=\"a\\\"b\" and more => password=MASK and more",
        "password=\"ab and more => password=MASK and more",
        "(password -> ab, user -> u) => (password -> MASK user -> u)",
        "{\\\"password\\\":\\\"ab\\\"} more => {\\\"password\\\":MASK more",
        "error: https://b/a?sig=ab&x=1 => error: https://b/a?sig=MASK&x=1",
        "signature: 'a b' ok => signature: MASK ok",
        "url=jdbc:mysql://h/d?password=p => url=jdbc:mysql://h/d?password=MASK",
        "sftp://user:p@ss@host/a.csv => sftp://MASK@host/a.csv",
        "sftp://user:p@s/s@host/a.csv => sftp://MASK@host/a.csv",
        "hdfs://nn:8020/a,s3a://k:1234@b/x => hdfs://nn:8020/a,s3a://MASK@b/x"
      })
  void secretsAreMasked(String text, String expected) {
    assertThat(redaction.text(text)).isEqualTo(expected.replace("MASK", MASK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://nn:8020/data/user@date/part-0.parquet",
        "abfss://container@account.dfs.core.windows.net/data",
        "/data/tokens/access.csv",
        "s3a://bucket/secret/a.parquet",
        "epsilon must be > 0, got -1.0",
        "day = '2026-01-31' and quality >= 0.9"
      })
  void ordinaryTextStays(String text) {
    assertThat(redaction.text(text)).isEqualTo(text);
  }

  @Test
  void aLongWordTakesNoLongerThanItsLength() {
    String word = "x".repeat(1_000_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(redaction.text(word + " token=a")).isEqualTo(word + " token=" + MASK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "://a:",
        "://a:b@",
        "a=",
        "token=\"",
        "token='",
        "token=\\\"",
        "token: ",
        "a  ",
        "=\"",
        "@",
        ":"
      })
  void repetitionsTakeNoLongerThanTheirLength(String part) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> redaction.text(part.repeat(1_000_000 / part.length())));
  }

  @Property
  void noSecretInAUriSurvives(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 12) String user,
      @ForAll @AlphaChars @StringLength(min = 8, max = 40) String secret) {
    assertThat(redaction.text("cannot read s3a://" + user + ":" + secret + "@bucket/x: denied"))
        .isEqualTo("cannot read s3a://" + MASK + "@bucket/x: denied");
  }

  @Property
  void redactingTwiceChangesNothing(@ForAll String text) {
    String once = redaction.text(text + " password=" + text);
    assertThat(redaction.text(once)).isEqualTo(once);
  }

  @Test
  void settingsWithSecretNamesAreMaskedWhole() {
    assertThat(redaction.settings(Map.of("access-key", 7))).containsEntry("access-key", MASK);
  }

  @Test
  void textPatternsOfTheUserAreMasked() {
    assertThat(new Redaction("secret", Optional.of("EMP-\\d+")).text("row EMP-123 is bad"))
        .isEqualTo("row " + MASK + " is bad");
  }

  @Test
  void stackTracesAreMasked() {
    assertThat(redaction.stackTrace(new IllegalStateException("at s3a://k:v123@b/x")))
        .contains("at s3a://" + MASK + "@b/x")
        .contains("RedactionTest");
  }

  @Test
  void tokensAreWordsAndATokenIsASecret() {
    Redaction redaction = new Redaction("(?i)secret|password|token", Optional.empty());
    assertThat(redaction.text("budget=tokens:5000, token=abc"))
        .startsWith("budget=tokens:5000, token=*");
    assertThat(redaction.settings(Map.of("tokens", "length"))).containsEntry("tokens", "length");
    assertThat(redaction.settings(Map.of("api-tokens", "x")).get("api-tokens").toString())
        .contains("redacted");
  }
}
