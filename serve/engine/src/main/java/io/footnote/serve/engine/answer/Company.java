package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.cache.Once;
import io.footnote.serve.engine.cache.Situation.Shown;
import io.footnote.serve.engine.cache.Together;
import io.footnote.serve.engine.cache.Together.Member;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.rewrite.RewrittenQuestion;
import io.footnote.serve.engine.route.Classifier.Classified;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request among those who ask the same at the same time, of whom one asks a model how to
 * understand the question. Until it has joined them, and if it never does, it is alone. For one
 * request on one thread.
 */
final class Company implements AutoCloseable {
  private final @Nullable Together<Key, Shared> together;
  private @Nullable Member<Shared> joined;
  private Shared shared = new Shared();

  /**
   * @param together null if requests are to share nothing
   */
  Company(@Nullable Together<Key, Shared> together) {
    this.together = together;
  }

  /** Joins those who ask the same. */
  void join(Key key) {
    if (together != null && joined == null) {
      joined = together.join(key);
      shared = joined.shared();
    }
  }

  RewrittenQuestion rewritten(Supplier<RewrittenQuestion> rewriting) {
    return shared.rewritten.get(rewriting);
  }

  Classified classified(Supplier<Classified> classifying) {
    return shared.classified.get(classifying);
  }

  @Override
  public void close() {
    if (joined != null) {
      joined.close();
    }
  }

  /**
   * All that understanding a question depends on.
   *
   * @param shown what the asker's views show, whose words are weighed
   * @param conversation what was said before
   */
  record Key(List<Shown> shown, String question, List<Turn> conversation) {
    static Key of(List<CollectionView> views, String question, List<Turn> conversation) {
      return new Key(views.stream().map(Shown::by).toList(), question, List.copyOf(conversation));
    }
  }

  /** How a question is understood. */
  record Shared(Once<RewrittenQuestion> rewritten, Once<Classified> classified) {
    Shared() {
      this(new Once<>(), new Once<>());
    }
  }
}
