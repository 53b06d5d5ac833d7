package io.github.imagefeed.report.html;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.github.imagefeed.report.Drawing;
import io.github.imagefeed.report.RunComparison;
import io.github.imagefeed.report.ShownText;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs as one page of HTML, which can be sent, printed and read without a network. */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * The page.
   *
   * @param measured one run or more, shown in this order
   */
  public static String render(List<RunResult> measured, Drawing drawing) {
    List<RunResult> runs = measured.stream().map(ShownText::of).toList();
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("no runs, expected at least one");
    }
    List<RunView> views = new ArrayList<>();
    for (RunResult run : runs) {
      views.add(RunView.of(run, views.size() + 1, runs.size() > 1, drawing));
    }
    StringWriter page = new StringWriter();
    try {
      configuration()
          .getTemplate("page.ftlh")
          .process(
              Map.of(
                  "title", title(views),
                  "chartStyle", drawing.styleSheet(),
                  "comparisons", comparisons(runs),
                  "runs", views),
              page);
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("the report's template is broken: " + e.getMessage(), e);
    }
    return page.toString();
  }

  /** Of exactly two runs: of more, every pair would be too much. */
  private static List<RunComparison> comparisons(List<RunResult> runs) {
    return runs.size() == 2 ? List.of(RunComparison.of(runs.get(0), runs.get(1))) : List.of();
  }

  private static String title(List<RunView> views) {
    return views.size() == 1
        ? views.get(0).summary().title()
        : views.size() + " runs beside each other";
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(HtmlReport.class, "");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    return configuration;
  }
}
