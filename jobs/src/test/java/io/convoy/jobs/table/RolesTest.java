package io.convoy.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.RoleSettings;
import io.convoy.spark.column.TableRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolesTest {

  private static final RoleSettings NOTHING = asked(null, null, null);

  @Test
  void namesAndTypesDecideWhenNobodyAsks() {
    TableRoles roles =
        resolve("id string, weight double, label int, x double, y int, name string", NOTHING);
    assertThat(roles)
        .isEqualTo(
            new TableRoles(
                Optional.of("id"), Optional.of("weight"), Optional.of("label"), List.of("x", "y")));
  }

  @Test
  void optionsSayOtherwise() {
    TableRoles roles =
        resolve("id int, key string, mass float, x double", asked("key", "mass", null));
    // The column named id is no longer the id, so it is a feature like any other number.
    assertThat(roles)
        .isEqualTo(
            new TableRoles(
                Optional.of("key"), Optional.of("mass"), Optional.empty(), List.of("id", "x")));
  }

  @ParameterizedTest
  @CsvSource({"array<float>", "array<double>", "binary"})
  void theSoleVectorColumnWinsOverNumbers(String type) {
    assertThat(resolve("x double, e " + type, NOTHING).features()).containsExactly("e");
  }

  @Test
  void anMlVectorIsAVector() {
    StructType schema = schema("x double").add("v", SQLDataTypes.VectorType());
    assertThat(Roles.resolve("source", schema, schema, NOTHING).features()).containsExactly("v");
  }

  @Test
  void askedFeaturesKeepTheirOrder() {
    assertThat(resolve("x double, y double, z int", asked(null, null, null, "z", "x")).features())
        .containsExactly("z", "x");
  }

  @Test
  void aRoleOnlyTheOtherTableHasStaysEmpty() {
    TableRoles roles =
        Roles.resolve(
            "target",
            schema("x double"),
            schema("mass double, x double"),
            asked(null, "mass", null));
    assertThat(roles.weight()).isEmpty();
  }

  @Test
  void whatCannotServeIsRefused() {
    refused(
        () -> resolve("x double", asked("customre", null, null)),
        "source has no column 'customre' for --id; the nearest is 'x'");
    refused(
        () -> resolve("mass string, x double", asked(null, "mass", null)),
        "source column 'mass' for --weight must be numeric, its type is string");
    refused(
        () -> resolve("k array<double>, x double", asked("k", null, null)),
        "source column 'k' for --id must be a plain value, its type is array<double>");
    refused(
        () -> resolve("x double", asked(null, null, null, "embeding")),
        "source has no column 'embeding' for --features");
    refused(
        () -> resolve("x string", asked(null, null, null, "x")),
        "source column 'x' for --features must be numeric or a vector, its type is string");
    refused(
        () -> resolve("e array<float>, x double", asked(null, null, null, "x", "e")),
        "must be numeric when there are several");
    refused(
        () -> resolve("a array<float>, b array<float>", NOTHING),
        "source has 2 vector columns (a, b): choose one with --features");
    refused(
        () -> resolve("id int, name string", NOTHING),
        "source has no numeric column left for features; its columns are id, name");
  }

  @Test
  void columnsMatchByNameInTheOrderOfTheSource() {
    assertThat(matched("x double, y double", "y double, x double").features())
        .containsExactly("x", "y");
  }

  @Test
  void vectorsMatchWhateverTheirNames() {
    assertThat(matched("a array<float>", "b array<double>").features()).containsExactly("b");
  }

  @Test
  void differentDimensionsNameBoth() {
    refused(
        () -> matched("x double, y double, z double", "x double, y double"),
        "source has dimension 3 and target has dimension 2: only source has z, only target has none");
    refused(
        () -> matched("e array<float>", "x double, y double"),
        "source has the vector column e, target has 2 numeric columns");
  }

  @Property
  void anyOrderOfTheSameColumnsMatches(
      @ForAll @Size(min = 1, max = 12) @UniqueElements List<@IntRange(min = 0) Integer> columns) {
    List<String> source = columns.stream().map(k -> "c" + k).toList();
    List<String> target = new ArrayList<>(source);
    java.util.Collections.reverse(target);
    assertThat(
            matched(String.join(" int, ", source) + " int", String.join(" int, ", target) + " int")
                .features())
        .isEqualTo(source);
  }

  private static TableRoles matched(String sourceSchema, String targetSchema) {
    StructType source = schema(sourceSchema);
    StructType target = schema(targetSchema);
    return Roles.matched(
        "source",
        Roles.resolve("source", source, target, NOTHING),
        source,
        Roles.resolve("target", target, source, NOTHING),
        target);
  }

  private static TableRoles resolve(String schema, RoleSettings asked) {
    return Roles.resolve("source", schema(schema), schema(schema), asked);
  }

  private static StructType schema(String ddl) {
    return StructType.fromDDL(ddl);
  }

  private static RoleSettings asked(String id, String weight, String label, String... features) {
    return new RoleSettings(
        Optional.ofNullable(id),
        Optional.ofNullable(weight),
        Optional.ofNullable(label),
        List.of(features));
  }

  private static void refused(ThrowingCallable action, String sentence) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            JobFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessageContaining(sentence);
  }
}
