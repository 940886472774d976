package io.convoy.spark;

import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What Spark may store, broadcast or shuffle must survive both of its serializers. */
public final class Serializers {

  private Serializers() {}

  /** Returns both. */
  public static Stream<Serializer> both() {
    return Stream.of(new JavaSerializer(new SparkConf()), new KryoSerializer(new SparkConf()));
  }

  /** Returns what is left of {@code value} after it went there and back. */
  public static <T> T copy(Serializer serializer, T value) {
    ClassTag<T> tag = ClassTag$.MODULE$.apply(value.getClass());
    return serializer
        .newInstance()
        .deserialize(serializer.newInstance().serialize(value, tag), tag);
  }
}
