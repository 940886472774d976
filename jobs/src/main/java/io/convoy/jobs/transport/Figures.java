package io.convoy.jobs.transport;

import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Numbers;
import io.convoy.transport.Certificate;
import io.convoy.transport.MongeGap;
import io.convoy.transport.TransportResult;
import java.util.Map;

/** What a transport is known by: the figures of its result, and what of them people are told. */
final class Figures {

  private Figures() {}

  /** Puts what a solution with a certificate is. */
  static void put(TransportResult result, Map<String, Object> numbers) {
    Certificate certificate = result.certificate().orElseThrow();
    numbers.put("cost", certificate.cost());
    numbers.put("kl", certificate.kl());
    numbers.put("primal", certificate.primal());
    numbers.put("dual", certificate.dual());
    if (!Double.isNaN(certificate.gap())) {
      numbers.put("gap", certificate.gap());
    }
    numbers.put("marginal-error", certificate.marginalError());
    numbers.put("iterations", result.termination().iterations());
    numbers.put("epsilon", result.epsilon());
    numbers.put("mass", certificate.mass());
    if (!Double.isNaN(certificate.exactLower() + certificate.exactUpper())) {
      numbers.put("exact-lower", certificate.exactLower());
      numbers.put("exact-upper", certificate.exactUpper());
    }
    numbers.put("cost-mean", result.cost().mean());
    numbers.put("cost-std", result.cost().deviation());
    numbers.put("precision", result.effort().precision().toString());
    numbers.put("skipped-fraction", result.effort().skipped());
  }

  /** Puts how far a map is from optimal. */
  static void put(MapCost map, TransportResult result, Map<String, Object> numbers) {
    MongeGap gap =
        MongeGap.of(
            map.cost(), result.certificate().orElseThrow(), result.epsilon(), map.entropy());
    numbers.put("map-cost", gap.mapCost());
    numbers.put("monge-gap-lower", gap.lower());
    numbers.put("monge-gap-upper", gap.upper());
    numbers.put("monge-gap-entropic", gap.entropic());
    numbers.put("monge-gap-entropic-floor", gap.floor());
  }

  /** Returns what people are told. */
  static Headline headline(Map<String, Object> numbers, TransportSettings settings) {
    Headline.Of told = new Headline.Of(numbers).after("iterations");
    boolean upper = numbers.containsKey("exact-upper");
    told.say(
            told.part("cost ", "cost", ""),
            numbers.containsKey("cost") ? told.part(", duality gap ", "gap", "") : "",
            isWhole(numbers) ? "" : told.part(", mass ", "mass", ""),
            told.part(", marginal error ", "marginal-error", ""))
        .say(
            upper
                ? told.part("unregularised optimum between ", "exact-lower", " and ")
                : told.part("unregularised optimum at least ", "exact-lower", ""),
            told.part("", "exact-upper", ""))
        .say(
            told.part("divergence ", "divergence", ""),
            told.part(", between ", "divergence-lower", ""),
            told.part(" and ", "divergence-upper", ""))
        .say(
            told.part("the map costs ", "map-cost", ""),
            told.part(", its Monge gap is between ", "monge-gap-lower", ""),
            told.part(" and ", "monge-gap-upper", ""))
        .say(
            told.part("", "groups", " groups"),
            told.part(", ", "groups-converged", " converged"),
            told.part(", ", "groups-unmatched", " in one table only"),
            told.part(", largest marginal error ", "largest-marginal-error", ""));
    if (settings.isMorePrecise(numbers.get("precision"))) {
      told.say("the last iterations ran in double: in float they would not reach the tolerance");
    }
    return told.show("cost", "cost", told.part("duality gap ", "gap", ""))
        .show(
            "marginal error", "marginal-error", "tolerance " + Numbers.brief(settings.tolerance()))
        .show("Monge gap at most", "monge-gap-upper", "")
        .show("iterations", "iterations", "")
        .done();
  }

  /** The mass is worth a word where it is not all of it. */
  private static boolean isWhole(Map<String, Object> numbers) {
    return !(numbers.get("mass") instanceof Number mass) || Math.abs(mass.doubleValue() - 1) < 1e-3;
  }
}
