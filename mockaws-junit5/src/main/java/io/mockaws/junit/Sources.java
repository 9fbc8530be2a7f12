package io.mockaws.junit;

import io.mockaws.junit.Worlds.Key;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds the settings that hold for a test. */
final class Sources {
  /** Settings, and the context of the class or test that they stand on. */
  record Source(Settings settings, ExtensionContext owner) {}

  /** A store would close a context that it holds as it is. */
  private record Owner(ExtensionContext context) {}

  private final Settings given;

  /**
   * @param given the settings for where no annotation is
   */
  Sources(Settings given) {
    this.given = given;
  }

  /** The settings of the nearest annotation, else those that were given. */
  Source of(ExtensionContext context) {
    return annotated(context).orElseGet(() -> new Source(given, registeredIn(context)));
  }

  private static Optional<Source> annotated(ExtensionContext context) {
    for (Optional<ExtensionContext> here = Optional.of(context);
        here.isPresent();
        here = here.get().getParent()) {
      ExtensionContext owner = here.get();
      Optional<MockAwsTest> annotation =
          AnnotationSupport.findAnnotation(owner.getElement(), MockAwsTest.class);
      if (annotation.isPresent()) {
        return Optional.of(new Source(Settings.of(annotation.get()), owner));
      }
    }
    return Optional.empty();
  }

  /** The outermost class that JUnit called us for; without one we were registered for a test. */
  private ExtensionContext registeredIn(ExtensionContext context) {
    if (context.getTestMethod().isPresent()) {
      Owner owner = Key.store(context).get(this, Owner.class);
      return owner == null ? context : owner.context;
    }
    ExtensionContext here = Contexts.classOf(context);
    return Key.store(here).getOrComputeIfAbsent(this, key -> new Owner(here), Owner.class).context;
  }
}
