package io.mockaws.junit;

import static io.mockaws.junit.Contexts.classOf;

import io.mockaws.MockAws;
import io.mockaws.junit.Sources.Source;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Which world is whose. A class has one, made from its settings or, for a nested class without any,
 * as a copy of the enclosing class's; a test has a copy of its class's. A test method with settings
 * of its own has one that nothing is copied from. JUnit's stores keep them, and close them with
 * their contexts where the extension did not come to it.
 */
final class Worlds {
  /** What a store keeps. It looks into those around it, too: so each class has a key of its own. */
  sealed interface Key {
    /** The world of a test. */
    record OfTest() implements Key {}

    /** The world of a class. */
    record OfClass(Class<?> type) implements Key {}

    /** That the fixtures of a nested class have run in the world that it shares. */
    record Seeded(Class<?> type) implements Key {}

    static Store store(ExtensionContext context) {
      return context.getStore(Namespace.create(MockAwsExtension.class));
    }
  }

  private static final Key OF_TEST = new Key.OfTest();

  private final Sources sources;

  Worlds(Sources sources) {
    this.sources = sources;
  }

  /** The world in which {@code context} runs. */
  World of(ExtensionContext context) {
    World known = Key.store(context).get(OF_TEST, World.class);
    return known != null ? known : world(context, sources.of(context));
  }

  /** Ends the world that {@code context} has to itself. */
  void close(ExtensionContext context) throws Exception {
    Key key =
        context.getTestMethod().isPresent()
            ? OF_TEST
            : new Key.OfClass(context.getRequiredTestClass());
    World world = Key.store(context).get(key, World.class);
    if (world != null) {
      world.close();
    }
  }

  private World world(ExtensionContext context, Source source) {
    if (context.getTestMethod().isEmpty()) {
      return ofClass(classOf(context), source);
    }
    if (context == source.owner()) {
      return made(context, OF_TEST, () -> started(context, source.settings(), true));
    }
    World ofClass = ofClass(classOf(context), source);
    return isShared(source) ? ofClass : made(context, OF_TEST, ofClass::forTest);
  }

  private World ofClass(ExtensionContext context, Source source) {
    Class<?> type = context.getRequiredTestClass();
    if (context != source.owner()) {
      World outer = ofClass(Contexts.enclosing(context), source);
      return isShared(source) ? sharing(outer, context) : copy(outer, context);
    }
    return made(
        context,
        new Key.OfClass(type),
        () ->
            started(
                context,
                source.settings(),
                isShared(source) || !source.settings().options().intercept()));
  }

  private static boolean isShared(Source source) {
    return source.settings().isolation() == Isolation.PER_CLASS;
  }

  private static World sharing(World outer, ExtensionContext context) {
    Class<?> type = context.getRequiredTestClass();
    Key.store(context)
        .getOrComputeIfAbsent(
            new Key.Seeded(type),
            key -> {
              outer.aws().runInScope(() -> Fixtures.run(type, outer));
              return key;
            });
    return outer;
  }

  private static World copy(World outer, ExtensionContext context) {
    Class<?> type = context.getRequiredTestClass();
    return made(
        context,
        new Key.OfClass(type),
        () -> {
          World copy = outer.forNested();
          return copy.seeded(() -> Fixtures.run(type, copy));
        });
  }

  private static World started(ExtensionContext context, Settings settings, boolean bindsClients) {
    if (settings.forbidRealCalls()) {
      MockAws.forbidRealCalls();
    }
    World world = new World(MockAws.start(settings.options()), settings, bindsClients);
    return world.seeded(
        () -> {
          settings.seed(world.aws());
          Contexts.classes(context).forEach(type -> Fixtures.run(type, world));
        });
  }

  private static World made(ExtensionContext context, Key key, Supplier<World> maker) {
    return Key.store(context).getOrComputeIfAbsent(key, it -> maker.get(), World.class);
  }
}
