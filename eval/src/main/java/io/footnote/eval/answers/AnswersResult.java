package io.footnote.eval.answers;

import io.footnote.eval.answers.AskedQuestion.Author;
import io.footnote.eval.answers.AskedQuestion.Check;
import io.footnote.eval.answers.AskedQuestion.Selector;
import io.footnote.eval.answers.PlantedError.Kind;
import io.footnote.eval.metric.RiskCoverage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a measurement of answers found.
 *
 * @param questions those of the dataset
 * @param foreign those of other datasets, by their names
 */
public record AnswersResult(
    String dataset,
    long seed,
    List<AskedQuestion> questions,
    Map<String, List<AskedQuestion>> foreign) {
  public AnswersResult {
    questions = List.copyOf(questions);
    foreign = Collections.unmodifiableMap(new LinkedHashMap<>(foreign));
  }

  /** Questions of one half, by which the dataset is told apart from what was fitted. */
  public AnswersResult of(Half half) {
    Map<String, List<AskedQuestion>> others = new LinkedHashMap<>();
    foreign.forEach((name, asked) -> others.put(name, in(half, asked)));
    return new AnswersResult(dataset, seed, in(half, questions), others);
  }

  private static List<AskedQuestion> in(Half half, List<AskedQuestion> asked) {
    return asked.stream().filter(question -> question.half() == half).toList();
  }

  /**
   * All figures by name, those left out that nothing was measured for: {@code selection_f1}, {@code
   * bm25_f1} …; {@code extractive_detected} (share of planted errors that were found), {@code
   * extractive_false_alarms} (share of unchanged answers in which any sentence was found wrong),
   * the same for {@code free_form}; {@code auroc}, {@code answerable_declined}, {@code
   * unanswerable_declined}, {@code foreign_declined}.
   */
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Selector selector : Selector.values()) {
      List<Selection> all =
          questions.stream()
              .map(question -> question.selections().get(selector))
              .flatMap(Stream::ofNullable)
              .toList();
      String name = name(selector);
      put(figures, name + "_precision", all.stream().mapToDouble(Selection::precision).toArray());
      put(figures, name + "_recall", all.stream().mapToDouble(Selection::recall).toArray());
      put(figures, name + "_f1", all.stream().mapToDouble(Selection::f1).toArray());
    }
    for (Author author : Author.values()) {
      String name = name(author);
      put(figures, name + "_false_alarms", found(author, check -> check.planted() == null));
      put(figures, name + "_detected", found(author, check -> check.planted() != null));
      for (Kind kind : Kind.values()) {
        put(
            figures,
            name + "_detected_" + name(kind),
            found(author, check -> check.planted() == kind));
      }
    }
    double auroc = riskCoverage().auroc();
    if (!Double.isNaN(auroc)) {
      figures.put("auroc", auroc);
      figures.put("calibration_error", riskCoverage().calibrationError());
    }
    put(figures, "answerable_declined", declined(questions, AskedQuestion::answerable));
    put(figures, "unanswerable_declined", declined(questions, asked -> !asked.answerable()));
    List<AskedQuestion> others = new ArrayList<>();
    foreign.forEach((name, asked) -> {
      others.addAll(asked);
      put(figures, "declined_of_" + name, declined(asked, one -> true));
    });
    put(figures, "foreign_declined", declined(others, asked -> true));
    return figures;
  }

  /** Confidence over the dataset's own questions. */
  public RiskCoverage riskCoverage() {
    return new RiskCoverage(
        questions.stream()
            .map(asked -> new RiskCoverage.Case(asked.confidence(), asked.answerable()))
            .toList());
  }

  private double[] found(Author author, Predicate<Check> which) {
    return questions.stream()
        .flatMap(question -> question.checks().stream())
        .filter(check -> check.author() == author && which.test(check))
        .mapToDouble(check -> check.found() ? 1 : 0)
        .toArray();
  }

  private static double[] declined(List<AskedQuestion> asked, Predicate<AskedQuestion> which) {
    return asked.stream()
        .filter(which)
        .mapToDouble(question -> question.declined() ? 1 : 0)
        .toArray();
  }

  private static void put(Map<String, Double> figures, String name, double[] values) {
    if (values.length > 0) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      figures.put(name, sum / values.length);
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
