package io.convoy.jobs.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A linear layer as a TorchScript archive, as {@code torch.jit.save} would write it. */
final class TorchScriptFile {

  private static final String CODE =
      """
      class Net(Module):
        __parameters__ = ["weight", "bias", ]
        __buffers__ = []
        weight : Tensor
        bias : Tensor
        training : bool
        def forward(self: __torch__.Net,
          x: Tensor) -> Tensor:
          return torch.add(torch.matmul(x, torch.t(self.weight)), self.bias)
      """;

  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

  private TorchScriptFile() {}

  /** Returns the archive of a layer of {@code weights.length / biases.length} inputs. */
  static byte[] linear(float[] weights, float[] biases) {
    TorchScriptFile file = new TorchScriptFile();
    int inputs = weights.length / biases.length;
    file.ops("\u0080\u0002c__torch__\nNet\n)\u0081}(");
    file.text("weight");
    file.tensor("0", weights.length, biases.length, inputs);
    file.text("bias");
    file.tensor("1", biases.length, biases.length);
    file.text("training");
    file.ops("\u0088ub.");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      put(zip, "data.pkl", file.pickle.toByteArray());
      put(zip, "code/__torch__.py", CODE.getBytes(StandardCharsets.UTF_8));
      put(zip, "data/0", floats(weights));
      put(zip, "data/1", floats(biases));
      put(zip, "constants.pkl", latin("\u0080\u0002)."));
      put(zip, "version", latin("3\n"));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry("net/" + name);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static byte[] floats(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void ops(String ops) {
    pickle.writeBytes(latin(ops));
  }

  private void text(String text) {
    ops("X");
    little(text.length(), 4);
    ops(text);
  }

  private void number(int number) {
    ops("M");
    little(number, 2);
  }

  private void little(int number, int bytes) {
    for (int b = 0; b < bytes; b++) {
      pickle.write(number >>> (8 * b));
    }
  }

  private void tensor(String key, int size, int... shape) {
    ops("ctorch._utils\n_rebuild_tensor_v2\n((");
    text("storage");
    ops("ctorch\nFloatStorage\n");
    text(key);
    text("cpu");
    number(size);
    ops("tQ");
    number(0);
    ops("(");
    for (int length : shape) {
      number(length);
    }
    ops("t(");
    int stride = size;
    for (int length : shape) {
      stride /= length;
      number(stride);
    }
    ops("t\u0088ccollections\nOrderedDict\n)RtR");
  }
}
