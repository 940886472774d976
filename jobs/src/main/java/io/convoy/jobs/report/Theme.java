package io.convoy.jobs.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/** The look of all pictures, for light and for dark pages. */
enum Theme {
  LIGHT(0xffffff, 0x24292f, 0xe6e8eb, 0x8c959f),
  DARK(0x16191d, 0xd7dce2, 0x2b3036, 0x7d8590);

  /** Told apart by eyes of every kind (Okabe and Ito), in both themes. */
  static final List<Color> HUES =
      List.of(
          new Color(0x0072b2),
          new Color(0xe69f00),
          new Color(0x009e73),
          new Color(0xcc79a7),
          new Color(0x56b4e9),
          new Color(0xd55e00),
          new Color(0xb8a91a),
          new Color(0x7a68d8),
          new Color(0x8c6d4f),
          new Color(0x808890));

  private static final int SCALE = 2; // pixels per point, for sharp screens

  private final Color background;
  private final Color text;
  private final Color grid;
  private final Color quiet;

  Theme(int background, int text, int grid, int quiet) {
    this.background = new Color(background);
    this.text = new Color(text);
    this.grid = new Color(grid);
    this.quiet = new Color(quiet);
  }

  /** Returns the colour of what should not catch the eye. */
  Color quiet() {
    return quiet;
  }

  XYChart chart(int width, int height) {
    XYChart chart = new XYChartBuilder().width(width).height(height).build();
    XYStyler style = chart.getStyler();
    style.setChartBackgroundColor(background);
    style.setPlotBackgroundColor(background);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(grid);
    style.setChartFontColor(text);
    style.setAxisTickLabelsColor(text);
    style.setXAxisTitleColor(text);
    style.setYAxisTitleColor(text);
    style.setAxisTickMarksColor(grid);
    style.setAxisTickLabelsFont(font(Font.PLAIN));
    style.setAxisTitleFont(font(Font.PLAIN));
    style.setLegendFont(font(Font.PLAIN));
    style.setLegendBackgroundColor(background);
    style.setLegendBorderColor(background);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setChartTitleVisible(false);
    style.setChartPadding(12);
    style.setAntiAlias(true);
    return chart;
  }

  byte[] png(XYChart chart) {
    BufferedImage image =
        new BufferedImage(
            chart.getWidth() * SCALE, chart.getHeight() * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(SCALE, SCALE);
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

  private static Font font(int style) {
    return new Font(Font.SANS_SERIF, style, 13);
  }
}
