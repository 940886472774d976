package io.convoy.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.Slices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The arrows between the rooms, and what the engine-free room promises: no engine, no clock. */
@AnalyzeClasses(
    packages = "io.convoy",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.WithoutRelocatedLibraries.class
    })
final class ArchitectureTest {

  private static final DescribedPredicate<JavaClass> PARTITIONING =
      resideInAnyPackage("io.convoy.spark..").as("partitioning");

  private static final DescribedPredicate<JavaClass> JOBS =
      resideInAnyPackage("io.convoy.jobs..", "io.convoy.ml..").as("jobs");

  private static final DescribedPredicate<JavaClass> CORE =
      resideOutsideOfPackages("io.convoy.spark..", "io.convoy.jobs..", "io.convoy.ml..").as("core");

  private static final String PACKAGES = "io.convoy.(**)";

  @ArchTest
  static final ArchRule coreKnowsNoEngine =
      noClasses()
          .that(are(CORE))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule coreKnowsNoOtherRoom =
      noClasses().that(are(CORE)).should().dependOnClassesThat(are(PARTITIONING.or(JOBS)));

  @ArchTest
  static final ArchRule partitioningKnowsNoJob =
      noClasses().that(are(PARTITIONING)).should().dependOnClassesThat(are(JOBS));

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching(PACKAGES).should().beFreeOfCycles();

  /** As the page of {@code io.convoy.spark} says. */
  @ArchTest
  static final ArchRule roomsOfPartitioningNeedOnlyThoseBeforeThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.convoy.spark..")
          .layer("run")
          .definedBy("io.convoy.spark.run")
          .layer("column")
          .definedBy("io.convoy.spark.column")
          .layer("checkpoint")
          .definedBy("io.convoy.spark.checkpoint")
          .layer("block")
          .definedBy("io.convoy.spark.block")
          .layer("intake")
          .definedBy("io.convoy.spark.intake")
          .layer("table")
          .definedBy("io.convoy.spark.table")
          .layer("graph")
          .definedBy("io.convoy.spark.graph")
          .layer("train")
          .definedBy("io.convoy.spark.train")
          .whereLayer("run")
          .mayNotAccessAnyLayer()
          .whereLayer("column")
          .mayNotAccessAnyLayer()
          .whereLayer("checkpoint")
          .mayNotAccessAnyLayer()
          .whereLayer("block")
          .mayOnlyAccessLayers("run", "column")
          .whereLayer("intake")
          .mayOnlyAccessLayers("run", "column", "block")
          .whereLayer("table")
          .mayOnlyAccessLayers("run", "column", "block", "intake")
          .whereLayer("graph")
          .mayOnlyAccessLayers("run", "checkpoint")
          .whereLayer("train")
          .mayOnlyAccessLayers("run", "column", "checkpoint");

  @ArchTest
  static final ArchRule onlyJobsSpeakToTheTerminal =
      noClasses().that(are(CORE.or(PARTITIONING))).should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule coreReadsNoClock =
      noClasses()
          .that(are(CORE))
          .should()
          .callMethodWhere(call("java\\.lang\\.System", "currentTimeMillis|nanoTime"))
          .orShould()
          .callMethodWhere(call("java\\.time\\..*", "now|system.*|tick.*"))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Date");

  @ArchTest
  static final ArchRule coreStartsNoThreads =
      noClasses()
          .that(are(CORE))
          .should()
          .callConstructorWhere(
              JavaCall.Predicates.target(owner(assignableTo(Thread.class)))
                  .as("it starts a thread"))
          .orShould()
          .callMethodWhere(call("java\\.util\\.concurrent\\.Executors", ".*"))
          .orShould()
          .callMethodWhere(call("java\\.util\\..*", "parallel(Stream)?"));

  @ArchTest
  static final ArchRule coreTakesItsRandomnessFromSeeds =
      noClasses()
          .that(are(CORE))
          .should()
          .callMethodWhere(call("java\\.lang\\.(Strict)?Math", "random"))
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.util\\.Random|java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.security\\.SecureRandom");

  /** Spark merges partial results of these in the order in which tasks happen to end. */
  @ArchTest
  static final ArchRule resultsAreMergedInAFixedOrder =
      noClasses()
          .should()
          .callMethodWhere(
              call(
                  "org\\.apache\\.spark\\.(rdd\\..*RDD.*|api\\.java\\.Java.*RDD.*)",
                  "reduce|treeReduce|fold|aggregate|treeAggregate|sum"));

  /** So that no path and no setting can reach a shell. */
  @ArchTest
  static final ArchRule noProcessIsStarted =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.lang\\.ProcessBuilder.*|scala\\.sys\\.process\\..*|org\\.apache\\.hadoop\\.util\\.Shell.*")
          .orShould()
          .callMethodWhere(call("java\\.lang\\.Runtime", "exec"))
          .orShould()
          .callMethodWhere(call("org\\.apache\\.spark\\..*RDD.*", "pipe"));

  /** So that a forged file cannot run code: whatever was written is read as numbers and text. */
  @ArchTest
  static final ArchRule noFileIsDeserialised =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.io\\.Object(Input|Output)Stream|java\\.beans\\.XMLDecoder"
                  + "|org\\.apache\\.commons\\.lang3\\.SerializationUtils|com\\.esotericsoftware\\..*")
          .orShould()
          .callMethodWhere(call("org\\.apache\\.spark\\..*", "(save)?(as)?[oO]bjectFile"));

  /**
   * In {@code Parcel}, which tasks and the driver of one run pass between them, and nowhere else.
   */
  @ArchTest
  static final ArchRule onlyParcelsUseSparksSerializer =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.convoy.spark.run.Parcel")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark.serializer..");

  /** So that no rule passes because it saw nothing. */
  @ArchTest
  static void everySourceFileIsSeen(JavaClasses classes) throws IOException {
    for (String room : List.of("core", "partitioning", "jobs")) {
      Path sources = Path.of("..", room, "src", "main", "java");
      List<String> names;
      try (Stream<Path> files = Files.walk(sources)) {
        names =
            files
                .map(file -> sources.relativize(file).toString())
                .filter(file -> file.endsWith(".java"))
                .map(file -> file.replaceAll("\\.java$", "").replaceAll("[/\\\\]", "."))
                .collect(Collectors.toList());
      }
      assertThat(names).as("sources of %s", room).isNotEmpty().allMatch(classes::contain);
    }
  }

  /** So that no circle between packages hides in a slice that holds several. */
  @ArchTest
  static void everyPackageIsASliceOfItsOwn(JavaClasses classes) {
    Set<String> packages =
        classes.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("io.convoy."))
            .collect(Collectors.toSet());
    Set<String> slices = new HashSet<>();
    Slices.matching(PACKAGES)
        .transform(classes)
        .forEach(slice -> slices.add("io.convoy." + slice.getNamePart(1)));
    assertThat(slices).isEqualTo(packages).contains("io.convoy.spark.run", "io.convoy.numerics");
  }

  private static DescribedPredicate<JavaCall<?>> call(String ownerPattern, String methodPattern) {
    return JavaCall.Predicates.target(owner(nameMatching(ownerPattern)))
        .and(JavaCall.Predicates.target(nameMatching(methodPattern)))
        .as("it calls %s of %s", methodPattern, ownerPattern);
  }

  /** Leaves out the libraries that the application jar carries under io.convoy.shaded. */
  static final class WithoutRelocatedLibraries implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/io/convoy/shaded/");
    }
  }
}
