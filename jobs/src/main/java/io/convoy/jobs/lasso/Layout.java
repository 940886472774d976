package io.convoy.jobs.lasso;

import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import java.util.Optional;

/** How a table holds the rows of nodes. */
sealed interface Layout {

  /** A row has a column that names its node. */
  @SuppressWarnings("JavaLangClash") // what users call it
  record Long() implements Layout {}

  /**
   * A node has a column, and a row is a time.
   *
   * @param labels a table of the same form that says which values are known incidents
   */
  record Wide(
      @Setting(
              help = "Earlier values among the features of the wide layout",
              label = "K",
              fallback = "0",
              example = "3")
          int lags,
      @Shared Optional<String> labels)
      implements Layout {

    public Wide {
      if (lags < 0) {
        throw new IllegalArgumentException("lags must be >= 0, got " + lags);
      }
    }

    /** Returns the table of labels, if there is one. */
    Optional<TableSettings> labelTable() {
      return labels.map(path -> TableSettings.listing("labels", path));
    }
  }
}
