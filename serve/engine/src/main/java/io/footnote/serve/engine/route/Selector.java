package io.footnote.serve.engine.route;

import io.footnote.index.model.Facet;
import io.footnote.index.model.Filter;
import io.footnote.index.model.Filter.Operator;
import io.footnote.index.model.MetadataValue;
import io.footnote.serve.engine.route.Condition.Event;
import io.footnote.serve.engine.text.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says in the language of filters what a question demands of documents, by the keys and values that
 * visible documents have. What they do not have a key for cannot be said.
 */
final class Selector {
  private static final List<String> AUTHORS =
      List.of("author", "authors", "creator", "writer", "from", "sender", "owner");

  /** Where documents say themselves when they were written. */
  private static final List<String> WRITTEN =
      List.of("published", "publication_date", "date", "issued", "created", "year");

  private static final String CHANGED = "modified";
  private static final String YEAR = "year";
  private static final String TITLE = "title";
  private static final String MIME = "mime";

  /** Keys whose values say nothing of what a document is about. */
  private static final Set<String> NO_SUBJECT =
      Set.of(TITLE, MIME, "language", "suspicious", "modified", "ingested", "size");

  /** More titles than this make no list that anybody reads. */
  private static final int MOST_TITLES = 200;

  private static final Pattern YEAR_IN_TITLE =
      Pattern.compile("(?<![\\d.])(?:19|20)\\d\\d(?![\\d.]\\d|\\d)");

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Map<String, Facet> facets;
  private final Terms terms;

  Selector(List<Facet> facets, Terms terms) {
    this.facets = facets.stream().collect(Collectors.toMap(Facet::key, one -> one, Facet::and));
    this.terms = terms;
  }

  Selection select(List<Condition> conditions) {
    List<Filter> filters = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> caveats = new ArrayList<>();
    for (Condition condition : conditions) {
      Optional<Filter> filter = filter(condition);
      filter.ifPresent(filters::add);
      if (filter.isEmpty()) {
        unknown.add(unknown(condition));
      }
      if (condition instanceof Condition.When(Event event, Period period)) {
        dateKey(event, period).flatMap(key -> caveat(event, key)).ifPresent(caveats::add);
      }
    }
    return new Selection(
        switch (filters.size()) {
          case 0 -> null;
          case 1 -> filters.getFirst();
          default -> new Filter.And(filters);
        },
        unknown,
        caveats);
  }

  /** Of a key that does not tell what was asked, or that not all documents have. */
  private Optional<String> caveat(Event event, String key) {
    if (event == Event.WRITTEN && key.equals(CHANGED)) {
      return Optional.of(
          "No document says when it was written: years in titles were taken, and when files were"
              + " last changed.");
    }
    long all =
        facets.containsKey(MIME)
            ? facets.get(MIME).keywords().values().stream().mapToLong(one -> one).sum()
            : 0;
    long without = all - documents(key);
    return without <= 0
        ? Optional.empty()
        : Optional.of(
            "Of %d documents, %d have no '%s' and are not counted.".formatted(all, without, key));
  }

  private static String unknown(Condition condition) {
    return switch (condition) {
      case Condition.About(String subject) ->
          "no title and no metadata of a document says '" + subject + "'";
      case Condition.By _ -> "no document says who wrote it";
      case Condition.Format(String name) -> "'" + name + "' is no known format";
      case Condition.Language _ -> "no document says its language";
      case Condition.When _ -> "no document has such a date";
      case Condition.Field(String key, String _) -> "no document has the key '" + key + "'";
    };
  }

  private Optional<Filter> filter(Condition condition) {
    return switch (condition) {
      case Condition.About(String subject) -> about(subject);
      case Condition.By(String author) -> by(author);
      case Condition.Format(String name) ->
          Formats.knows(name)
              ? Optional.of(any(MIME, Formats.mediaTypes(name, values(MIME))))
              : Optional.empty();
      case Condition.Language(String code) ->
          facets.containsKey("language")
              ? Optional.of(any("language", List.of(code)))
              : Optional.empty();
      case Condition.When(Event event, Period period) -> when(event, period);
      case Condition.Field(String key, String value) -> field(key, value);
    };
  }

  /** A value of metadata, or all words of a title. */
  private Optional<Filter> about(String subject) {
    Set<String> words = terms.distinct(subject);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    List<Filter> either = new ArrayList<>();
    for (Facet facet : facets.values().stream().sorted(Comparator.comparing(Facet::key)).toList()) {
      if (!NO_SUBJECT.contains(facet.key()) && !AUTHORS.contains(facet.key())) {
        List<String> same = matching(facet.key(), value -> terms.distinct(value).equals(words));
        if (!same.isEmpty()) {
          either.add(any(facet.key(), same));
        }
      }
    }
    List<String> titles = matching(TITLE, title -> terms.distinct(title).containsAll(words));
    if (!titles.isEmpty()) {
      either.add(any(TITLE, titles));
    }
    if (either.isEmpty() || titles.size() > MOST_TITLES) {
      return Optional.empty();
    }
    return Optional.of(either.size() == 1 ? either.getFirst() : new Filter.Or(either));
  }

  /** Who has all these names; if nobody has, who would be called that. */
  private Optional<Filter> by(String author) {
    Set<String> names = new HashSet<>(words(author));
    List<String> keys = AUTHORS.stream().filter(key -> !values(key).isEmpty()).toList();
    for (String key : keys) {
      List<String> named = matching(key, value -> words(value).containsAll(names));
      if (!named.isEmpty()) {
        return Optional.of(any(key, named));
      }
    }
    return keys.stream().findFirst().map(key -> any(key, List.of(author)));
  }

  private Optional<Filter> when(Event event, Period period) {
    return dateKey(event, period)
        .flatMap(key ->
            dated(key, period)
                .map(filter ->
                    event == Event.WRITTEN && key.equals(CHANGED)
                        ? orTitled(filter, period)
                        : filter));
  }

  /** The date of a file tells less than a year in a title. */
  private Filter orTitled(Filter dated, Period period) {
    List<String> titles =
        matching(
            TITLE,
            title ->
                YEAR_IN_TITLE
                    .matcher(title)
                    .results()
                    .anyMatch(year -> period.holds(Year.parse(year.group()))));
    return titles.isEmpty() || titles.size() > MOST_TITLES
        ? dated
        : new Filter.Or(List.of(dated, any(TITLE, titles)));
  }

  /**
   * Of the dates that are meant the one that most documents have; else that of their last change.
   */
  private Optional<String> dateKey(Event event, Period period) {
    List<String> keys =
        switch (event) {
          case ADDED -> List.of("ingested");
          case CHANGED -> List.of(CHANGED);
          case WRITTEN -> WRITTEN;
        };
    return keys.stream()
        .filter(key -> dated(key, period).isPresent())
        .max(
            Comparator.comparingLong(this::documents)
                .thenComparing(keys::indexOf, Comparator.reverseOrder()))
        .or(() ->
            event == Event.WRITTEN && dated(CHANGED, period).isPresent()
                ? Optional.of(CHANGED)
                : Optional.empty());
  }

  private long documents(String key) {
    Facet facet = facets.get(key);
    return facet == null ? 0 : Math.max(facet.dates(), facet.numbers());
  }

  private Optional<Filter> dated(String key, Period period) {
    Facet facet = facets.get(key);
    if (facet == null) {
      return Optional.empty();
    }
    if (facet.dates() > 0) {
      return Optional.of(within(key, period, Selector::moment));
    }
    return key.equals(YEAR) && facet.numbers() > 0 && period.isOfYears()
        ? Optional.of(within(key, period, day -> new MetadataValue.Numeric(day.getYear())))
        : Optional.empty();
  }

  private static MetadataValue moment(LocalDate day) {
    Instant first = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new MetadataValue.Date(first);
  }

  private static Filter within(
      String key, Period period, Function<LocalDate, MetadataValue> value) {
    List<Filter> bounds = new ArrayList<>();
    if (period.from() != null) {
      bounds.add(new Filter.Compare(Operator.GTE, key, value.apply(period.from())));
    }
    if (period.before() != null) {
      bounds.add(new Filter.Compare(Operator.LT, key, value.apply(period.before())));
    }
    return bounds.size() == 1 ? bounds.getFirst() : new Filter.And(bounds);
  }

  private Optional<Filter> field(String written, String value) {
    String key = NO_WORD.matcher(written.toLowerCase(Locale.ROOT)).replaceAll("_");
    Facet facet = facets.get(key);
    if (facet == null) {
      return Optional.empty();
    }
    if (facet.numbers() > 0 && value.matches("-?\\d{1,15}(?:\\.\\d{1,6})?")) {
      return Optional.of(
          new Filter.Compare(
              Operator.EQ, key, new MetadataValue.Numeric(Double.parseDouble(value))));
    }
    List<String> same = matching(key, one -> words(one).equals(words(value)));
    return Optional.of(any(key, same.isEmpty() ? List.of(value) : same));
  }

  private Set<String> values(String key) {
    Facet facet = facets.get(key);
    return facet == null ? Set.of() : facet.keywords().keySet();
  }

  private List<String> matching(String key, Predicate<String> wanted) {
    return values(key).stream().filter(wanted).sorted().toList();
  }

  private static Filter any(String key, List<String> values) {
    List<MetadataValue> all =
        values.stream().<MetadataValue>map(MetadataValue.Keyword::new).toList();
    return all.size() == 1
        ? new Filter.Compare(Operator.EQ, key, all.getFirst())
        : new Filter.In(false, key, all);
  }

  private static List<String> words(String text) {
    return NO_WORD
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
