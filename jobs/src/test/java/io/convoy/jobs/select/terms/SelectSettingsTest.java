package io.convoy.jobs.select.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Typed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectSettingsTest {

  private static SelectSettings settings(String budget) {
    return settings(List.of("--pool=p", "--target=t", "--out=o", "--budget=" + budget));
  }

  private static SelectSettings settings(List<String> words) {
    return Typed.settings(SelectSettings.class, words.toArray(String[]::new));
  }

  @Test
  void budgetsAreRowsSharesTokensOrFound() {
    assertThat(settings("500").budget()).isEqualTo(new Budget.Rows(500));
    assertThat(new Budget.Share(0.05).of(1010)).isEqualTo(51);
    assertThat(settings("0.01%").budget()).isEqualTo(new Budget.Share(0.0001));
    assertThat(new Budget.Share(0.0001).of(100)).isEqualTo(1);
    assertThat(settings("Tokens:3000000000").budget()).isEqualTo(new Budget.Tokens(3_000_000_000L));
    assertThat(settings("auto").budget()).isEqualTo(new Budget.Automatic());
  }

  @Test
  void quotasAreNumbersOrSharesOfTheBudget() {
    QuotaSetting web = QuotaSetting.parse("source:web:en=10%..40%");
    assertThat(web.column()).isEqualTo("source");
    assertThat(web.value()).isEqualTo("web:en");
    assertThat(web.least().orElseThrow().of(101, true)).isEqualTo(11);
    assertThat(web.most().orElseThrow().of(101, false)).isEqualTo(40);
    QuotaSetting books = QuotaSetting.parse("source:books=5..");
    assertThat(books.least().orElseThrow().of(3, true)).isEqualTo(5);
    assertThat(books.most()).isEmpty();
    for (String wrong :
        List.of("web=1..2", "source:web=..", "source:web=5", "s:w=-1..", "s:w=..101%")) {
      assertThatThrownBy(() -> QuotaSetting.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("quota must be COLUMN:VALUE=MIN..MAX");
    }
  }

  @Test
  void transportIsTheDefault() {
    assertThat(settings("1").method()).isEqualTo(SelectionMethod.OT);
    assertThat(settings("1").costOfLabels()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--label-cost=0 => label-cost must be > 0 and finite, got 0.0",
        "--label-cost=Infinity => label-cost must be > 0 and finite, got Infinity",
        "--near-duplicates=-1 => near-duplicates must be >= 0 and finite, got -1.0",
        "--max-repeat=0 => max-repeat must be >= 1, got 0",
        "--max-repeat=2 --method=nearest => max-repeat is for the methods ot, round-robin and tarot, got nearest",
        "--quota=a:b=1..,c:d=2.. => quotas must be of one column, got a:b and c:d",
        "--quota=a:b=1..,a:b=2.. => quotas must be of different values, got [a:b, a:b]",
        "--exclude-where=x => exclude-where needs an --exclude",
        "--pool-clusters=5 --method=tarot => pool-clusters are for the method ot, got tarot",
        "--pool-clusters=5 --max-repeat=2 => pool-clusters are for budgets in rows, without quotas and repeats",
        "--pool-clusters=5 --label-cost=1 => pool-clusters have no labels: leave out label-cost",
        "--incremental=day => incremental needs a --run-date",
        "--incremental=day --run-date=1 --method=lava => incremental is for the methods ot, round-robin and tarot, got lava",
        "--incremental=day --run-date=1 --gradient-features=4 => incremental is for rows and their own features",
        "--incremental=day --run-date=1 --dedup=c => incremental scans partitions one by one, and dedup compares them",
        "--incremental=day --run-date=1 --standardize => incremental with standardize needs an --epoch",
        "--incremental=day --run-date=1 --epoch=2 => epoch must not be after the run date, got 2",
        "--epoch=1 => epoch needs --incremental"
      })
  void whatDoesNotGoTogetherIsRefused(String args, String sentence) {
    List<String> words = new ArrayList<>(List.of("--pool=p", "--target=t", "--out=o"));
    words.add("--budget=5");
    words.addAll(List.of(args.split(" ")));
    assertThatThrownBy(() -> settings(words))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining(sentence);
  }
}
