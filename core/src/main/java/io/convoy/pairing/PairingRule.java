package io.convoy.pairing;

import io.convoy.transport.Epsilon;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/** How the rows of a batch come by their partners. */
public sealed interface PairingRule extends Serializable {

  /**
   * The permutation of the batch's partners that costs least in total, so that all partners
   * together are distributed as they were drawn (Li et al., "Immiscible Diffusion", arXiv
   * 2406.12303).
   */
  record Assignment() implements PairingRule {
    @Override
    public String toString() {
      return "assignment";
    }
  }

  /**
   * The nearest of so many draws per row (Li et al., "Improved Immiscible Diffusion", arXiv
   * 2505.18521). What is chosen is not distributed as what is drawn: noise gets shorter and leans
   * towards the data.
   *
   * @param draws {@code >= 1}
   */
  record Nearest(int draws) implements PairingRule {
    public Nearest {
      if (draws < 1) {
        throw new IllegalArgumentException("method knn:K needs K >= 1, got " + draws);
      }
    }

    @Override
    public String toString() {
      return "knn:" + draws;
    }
  }

  /**
   * A draw from each row's part of the batch's entropic plan (Tong et al., "Improving and
   * generalizing flow-based generative models with minibatch optimal transport", arXiv 2302.00482).
   *
   * @param epsilon the plan's regularisation; relative ones are taken of each batch's costs
   */
  record Entropic(Epsilon epsilon) implements PairingRule {
    @Override
    public String toString() {
      return "sinkhorn";
    }
  }

  /**
   * The partner a row has anyway, with the importance weight {@code exp(-cost / epsilon)} (W-CFM,
   * arXiv 2507.22270): the entropic coupling of tilted marginals, without any coupling.
   *
   * @param epsilon in units of the cost, {@code > 0}
   */
  record Weighted(double epsilon) implements PairingRule {
    public Weighted {
      if (!(epsilon > 0) || epsilon == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "method weights:EPS needs EPS > 0 and finite, got " + epsilon);
      }
    }

    @Override
    public String toString() {
      return "weights:" + epsilon;
    }
  }

  /** The forms that {@link #parse} understands. */
  List<String> FORMS = List.of("assignment", "knn:K", "sinkhorn", "weights:EPS");

  /**
   * Returns the rule written as one of {@link #FORMS}.
   *
   * @param epsilon of {@code sinkhorn}
   * @throws IllegalArgumentException saying what is allowed
   */
  static PairingRule parse(String text, Epsilon epsilon) {
    String[] parts = text.trim().toLowerCase(Locale.ROOT).split(":", 2);
    boolean alone = parts.length == 1;
    try {
      switch (parts[0]) {
        case "assignment":
          if (alone) {
            return new Assignment();
          }
          break;
        case "sinkhorn":
          if (alone) {
            return new Entropic(epsilon);
          }
          break;
        case "knn":
          if (!alone) {
            return new Nearest(Integer.parseInt(parts[1]));
          }
          break;
        case "weights":
          if (!alone) {
            return new Weighted(Double.parseDouble(parts[1]));
          }
          break;
        default:
      }
    } catch (NumberFormatException notANumber) {
      throw unknown(text);
    }
    throw unknown(text);
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "method must be one of " + String.join(", ", FORMS) + ", got '" + text + "'");
  }
}
