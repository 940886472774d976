package io.convoy.spark.run;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializationStream;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * An object as bytes, always by Java serialization as Spark does for closures, whatever serializer
 * the user chose for data: records do not survive Kryo, and every opening gives a private copy.
 */
public final class Parcel<T> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  private Parcel(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Packs {@code value}. */
  public static <T> Parcel<T> of(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (SerializationStream out =
        SparkEnv.get().closureSerializer().newInstance().serializeStream(bytes)) {
      out.writeObject(value, Parcel.<T>any());
    }
    return new Parcel<>(bytes.toByteArray());
  }

  /** Returns the number of bytes. */
  long size() {
    return bytes.length;
  }

  /** Returns the value, a new object every time. */
  public T open() {
    // the context's loader knows the application jar, also where spark-submit loaded it
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context != null ? context : Parcel.class.getClassLoader();
    return SparkEnv.get()
        .closureSerializer()
        .newInstance()
        .deserialize(ByteBuffer.wrap(bytes), loader, Parcel.<T>any());
  }

  @SuppressWarnings({
    "unchecked", // Java serialization does not look at the tag
    "TypeParameterUnusedInFormals"
  })
  private static <T> ClassTag<T> any() {
    return (ClassTag<T>) ClassTag$.MODULE$.AnyRef();
  }
}
