package io.footnote.serve.engine;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A component built by the first call that needs it, once. Thread-safe. */
final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> builder;
  private @Nullable T built;

  Lazy(Supplier<T> builder) {
    this.builder = builder;
  }

  @Override
  public synchronized T get() {
    T present = built;
    if (present == null) {
      present = builder.get();
      built = present;
    }
    return present;
  }

  synchronized boolean isBuilt() {
    return built != null;
  }

  /** Does something with the component if it was built. */
  synchronized void ifBuilt(Consumer<T> action) {
    T present = built;
    if (present != null) {
      action.accept(present);
    }
  }
}
