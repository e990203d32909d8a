package io.footnote.index.lucene;

import io.footnote.index.FilterRules;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;

/** Filters as Lucene queries over {@link FilterFields}. */
final class FilterQueries {
  private FilterQueries() {}

  /**
   * @throws io.footnote.index.InvalidFilterException if the filter compares what cannot be compared
   */
  static Query of(Filter filter) {
    FilterRules.check(filter);
    return build(filter);
  }

  private static Query build(Filter filter) {
    return switch (filter) {
      case Filter.Compare compare -> compare(compare);
      case Filter.In in -> {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        in.values().forEach(value -> any.add(equal(in.key(), value), BooleanClause.Occur.SHOULD));
        yield in.negated() ? not(any.build()) : any.build();
      }
      case Filter.And and -> {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.FILTER);
        and.filters().forEach(each -> all.add(build(each), BooleanClause.Occur.FILTER));
        yield all.build();
      }
      case Filter.Or or -> {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        or.filters().forEach(each -> any.add(build(each), BooleanClause.Occur.SHOULD));
        yield any.build();
      }
    };
  }

  private static Query compare(Filter.Compare compare) {
    return switch (compare.operator()) {
      case EQ -> equal(compare.key(), compare.value());
      case NE -> not(equal(compare.key(), compare.value()));
      case GT, GTE, LT, LTE -> range(compare);
    };
  }

  private static Query equal(String key, MetadataValue value) {
    return switch (value) {
      case MetadataValue.Keyword keyword ->
          KeywordField.newExactQuery(
              Fields.keyword(key), FilterFields.keywordTerm(keyword.value()));
      case MetadataValue.Numeric number ->
          DoubleField.newExactQuery(Fields.number(key), FilterFields.number(number.value()));
      case MetadataValue.Date date ->
          LongField.newExactQuery(Fields.date(key), FilterFields.millis(date.value()));
    };
  }

  private static Query range(Filter.Compare compare) {
    String key = compare.key();
    return switch (compare.value()) {
      case MetadataValue.Numeric number -> {
        double value = FilterFields.number(number.value());
        yield switch (compare.operator()) {
          case GT -> numbers(key, Math.nextUp(value), Double.POSITIVE_INFINITY);
          case GTE -> numbers(key, value, Double.POSITIVE_INFINITY);
          case LT -> numbers(key, Double.NEGATIVE_INFINITY, Math.nextDown(value));
          case LTE -> numbers(key, Double.NEGATIVE_INFINITY, value);
          case EQ, NE -> throw new IllegalArgumentException(compare + " is not a range");
        };
      }
      case MetadataValue.Date date -> {
        long value = FilterFields.millis(date.value());
        yield switch (compare.operator()) {
          case GT -> dates(key, value == Long.MAX_VALUE ? value : value + 1, Long.MAX_VALUE);
          case GTE -> dates(key, value, Long.MAX_VALUE);
          case LT -> dates(key, Long.MIN_VALUE, value == Long.MIN_VALUE ? value : value - 1);
          case LTE -> dates(key, Long.MIN_VALUE, value);
          case EQ, NE -> throw new IllegalArgumentException(compare + " is not a range");
        };
      }
      case MetadataValue.Keyword keyword ->
          throw new IllegalStateException("checked before: " + keyword);
    };
  }

  private static Query numbers(String key, double from, double to) {
    return DoubleField.newRangeQuery(Fields.number(key), from, to);
  }

  private static Query dates(String key, long from, long to) {
    return LongField.newRangeQuery(Fields.date(key), from, to);
  }

  private static Query not(Query query) {
    return new BooleanQuery.Builder()
        .add(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.FILTER)
        .add(query, BooleanClause.Occur.MUST_NOT)
        .build();
  }
}
