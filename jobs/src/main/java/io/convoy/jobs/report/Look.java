package io.convoy.jobs.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The look of all pictures. They are light; a dark page inverts them and turns the hues back. */
public final class Look {

  /** Told apart by eyes of every kind (Okabe and Ito). */
  public static final List<Color> HUES =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x009e73),
          new Color(0xcc79a7),
          new Color(0xe69f00),
          new Color(0x56b4e9),
          new Color(0x7a68d8),
          new Color(0xa8991a),
          new Color(0x8c6d4f),
          new Color(0x5f6873));

  /** For what should not catch the eye. */
  public static final Color QUIET = new Color(0xa3acb5);

  /** A zero-width space: XChart wants the names of series to differ, also where they read alike. */
  public static final String SAME_TO_THE_EYE = "\u200b";

  /** Of what is written. */
  public static final Color TEXT = new Color(0x24292f);

  private static final Color GRID = new Color(0xe6e8eb);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final int PIXELS_PER_POINT = 2; // for sharp screens

  private Look() {}

  /** Returns an empty chart of this look. */
  public static XYChart chart(int width, int height) {
    XYChart chart = new XYChartBuilder().width(width).height(height).build();
    apply(chart.getStyler());
    return chart;
  }

  /** Gives a chart this look. */
  public static void apply(AxesChartStyler style) {
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(GRID);
    style.setChartFontColor(TEXT);
    style.setAxisTickLabelsColor(TEXT);
    style.setAxisTickMarksColor(GRID);
    style.setAxisTickLabelsFont(FONT);
    style.setAxisTitleFont(FONT);
    style.setXAxisTickMarkSpacingHint(110);
    style.setLegendFont(FONT);
    style.setLegendBackgroundColor(Color.WHITE);
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setChartTitleVisible(false);
    style.setChartPadding(8);
  }

  static byte[] png(Chart<?, ?> chart) {
    BufferedImage image =
        new BufferedImage(
            chart.getWidth() * PIXELS_PER_POINT,
            chart.getHeight() * PIXELS_PER_POINT,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Returns {@code color} with {@code alpha} of 255 parts of its cover. */
  public static Color translucent(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  /** Returns the colour a {@code part} of the way from {@code from} to {@code to}. */
  static Color between(Color from, Color to, double part) {
    return new Color(
        between(from.getRed(), to.getRed(), part),
        between(from.getGreen(), to.getGreen(), part),
        between(from.getBlue(), to.getBlue(), part));
  }

  private static int between(int from, int to, double part) {
    return (int) Math.round(from + part * (to - from));
  }
}
