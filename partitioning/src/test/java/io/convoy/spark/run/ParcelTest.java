package io.convoy.spark.run;

import static io.convoy.spark.Serializers.copy;
import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.spark.LocalSpark;
import org.apache.spark.serializer.Serializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parcels survive whatever Spark may send them with. */
class ParcelTest {

  @ParameterizedTest
  @MethodSource("io.convoy.spark.Serializers#both")
  void parcelsKeepWhatIsInThem(Serializer serializer) {
    // packing needs a running engine
    assertThat(LocalSpark.CONTEXT.isLocal()).isTrue();
    Parcel<String> parcel = copy(serializer, Parcel.of("text"));
    assertThat(parcel.open()).isEqualTo("text");
  }
}
