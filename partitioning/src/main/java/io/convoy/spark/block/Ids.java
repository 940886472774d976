package io.convoy.spark.block;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * The ids of consecutive rows, in one primitive array or one of strings, with their SQL type.
 * Immutable.
 */
public final class Ids implements Externalizable {

  private static final long serialVersionUID = 1L;

  private IdKind kind;
  private int scale;
  private long[] codes;
  private String[] texts;

  /** For deserialization only. */
  public Ids() {}

  private Ids(IdKind kind, int scale, long[] codes, String[] texts) {
    this.kind = kind;
    this.scale = scale;
    this.codes = codes;
    this.texts = texts;
  }

  /** Returns {@code count} row numbers from {@code first} on, of SQL type bigint. */
  static Ids numbers(long first, int count) {
    long[] codes = new long[count];
    for (int i = 0; i < count; i++) {
      codes[i] = first + i;
    }
    return new Ids(IdKind.LONG, 0, codes, null);
  }

  /** Returns ids of {@code type} given by their keys. */
  public static Ids ofKeys(DataType type, List<Object> keys) {
    Builder builder = new Builder(type);
    keys.forEach(builder::add);
    return builder.build();
  }

  /** Returns the number of ids. */
  public int size() {
    return codes != null ? codes.length : texts.length;
  }

  /**
   * Returns an id as an object for a {@link org.apache.spark.sql.Row} of the id column's own type;
   * dates and timestamps as {@code java.time} has them.
   */
  public Object value(int row) {
    return codes != null ? kind.value(codes[row], scale) : kind.value(texts[row]);
  }

  /** Returns an id as it reads in a message or a text file. */
  public String text(int row) {
    return value(row).toString();
  }

  /**
   * Returns a number made of an id alone, to seed what is random about its row: different for
   * different ids but for strings, where two in {@code 2^64} are alike by chance.
   */
  public long code(int row) {
    if (codes != null) {
      return codes[row];
    }
    long code = 0xCBF29CE484222325L; // the 64-bit hash of Fowler, Noll and Vo (1a) of its chars
    for (int i = 0; i < texts[row].length(); i++) {
      code = (code ^ texts[row].charAt(i)) * 0x100000001B3L;
    }
    return code;
  }

  /** Returns how the ids are held. */
  public IdKind kind() {
    return kind;
  }

  /** Returns the key of an id, by which {@link IdKind#order} orders it. */
  public Object key(int row) {
    return codes != null ? (Object) codes[row] : texts[row];
  }

  /** Returns the number of bytes held, a string counting 40 and one for each character. */
  long bytes() {
    if (codes != null) {
      return 8L * codes.length;
    }
    long bytes = 0;
    for (String text : texts) {
      bytes += 40 + text.length();
    }
    return bytes;
  }

  /** Returns the ids, which are numbers, increased by {@code offset}. */
  public Ids plus(long offset) {
    long[] moved = new long[codes.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = codes[i] + offset;
    }
    return new Ids(kind, scale, moved, null);
  }

  /** Returns the ids from {@code from} to {@code to}, exclusive. */
  Ids slice(int from, int to) {
    return codes != null
        ? new Ids(kind, scale, Arrays.copyOfRange(codes, from, to), null)
        : new Ids(kind, scale, null, Arrays.copyOfRange(texts, from, to));
  }

  /** Returns all the ids of {@code parts}, at least one, one part after the other. */
  public static Ids concat(List<Ids> parts) {
    Ids first = parts.get(0);
    int size = Math.toIntExact(parts.stream().mapToLong(Ids::size).sum());
    long[] codes = first.codes != null ? new long[size] : null;
    String[] texts = first.codes != null ? null : new String[size];
    int at = 0;
    for (Ids part : parts) {
      if (codes != null) {
        System.arraycopy(part.codes, 0, codes, at, part.size());
      } else {
        System.arraycopy(part.texts, 0, texts, at, part.size());
      }
      at += part.size();
    }
    return new Ids(first.kind, first.scale, codes, texts);
  }

  /**
   * Returns the ids at the {@code count} places {@code at[from]}, {@code at[from + 1]}, and so on.
   */
  public Ids pick(int[] at, int from, int count) {
    long[] pickedCodes = codes != null ? new long[count] : null;
    String[] pickedTexts = codes != null ? null : new String[count];
    for (int i = 0; i < count; i++) {
      if (codes != null) {
        pickedCodes[i] = codes[at[from + i]];
      } else {
        pickedTexts[i] = texts[at[from + i]];
      }
    }
    return new Ids(kind, scale, pickedCodes, pickedTexts);
  }

  /** Returns the ids at some places. */
  public Ids pick(int[] at) {
    return pick(at, 0, at.length);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeUTF(kind.name());
    out.writeInt(scale);
    if (codes != null) {
      BulkIo.write(out, codes);
    } else {
      BulkIo.write(out, texts);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    kind = IdKind.valueOf(in.readUTF());
    scale = in.readInt();
    if (kind.text()) {
      texts = BulkIo.readStrings(in);
    } else {
      codes = BulkIo.readLongs(in);
    }
  }

  /** Collects keys one by one. */
  public static final class Builder {

    private final IdKind kind;
    private final int scale;
    private long[] codes;
    private String[] texts;
    private int size;

    /**
     * Begins without ids.
     *
     * @throws IllegalArgumentException if values of {@code type} cannot be ids
     */
    public Builder(DataType type) {
      kind = IdKind.of(type);
      scale = IdKind.scale(type);
      codes = kind.text() ? null : new long[16];
      texts = kind.text() ? new String[16] : null;
    }

    /** Adds the id of that key. */
    public void add(Object key) {
      if (codes != null) {
        if (size == codes.length) {
          codes = Arrays.copyOf(codes, 2 * size);
        }
        codes[size++] = (Long) key;
      } else {
        if (size == texts.length) {
          texts = Arrays.copyOf(texts, 2 * size);
        }
        texts[size++] = (String) key;
      }
    }

    /** Returns the number of ids added since the last {@link #build}. */
    public int size() {
      return size;
    }

    /** Returns the ids added since the last call. */
    public Ids build() {
      Ids ids =
          codes != null
              ? new Ids(kind, scale, Arrays.copyOf(codes, size), null)
              : new Ids(kind, scale, null, Arrays.copyOf(texts, size));
      size = 0;
      return ids;
    }
  }
}
