package io.mockaws.junit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Runs {@link MockAwsFixture} methods. */
final class Fixtures {
  private Fixtures() {}

  /** Runs those of {@code type} and its superclasses. The caller brings {@code world} in scope. */
  static void run(Class<?> type, World world) {
    List<Method> fixtures =
        AnnotationSupport.findAnnotatedMethods(
            type, MockAwsFixture.class, HierarchyTraversalMode.TOP_DOWN);
    for (Method fixture : fixtures) {
      if (!Modifier.isStatic(fixture.getModifiers())) {
        throw new ExtensionConfigurationException(
            "@MockAwsFixture must be static, it runs once for all tests: "
                + fixture.toGenericString());
      }
      Object[] arguments = arguments(fixture, world);
      ReflectionSupport.invokeMethod(fixture, null, arguments);
    }
  }

  private static Object[] arguments(Method fixture, World world) {
    Parameter[] parameters = fixture.getParameters();
    Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      Class<?> type = parameters[i].getType();
      if (!World.hasParameter(type)) {
        throw new ExtensionConfigurationException(
            "@MockAwsFixture can be given a MockAws and SDK clients, but not "
                + type.getName()
                + ": "
                + fixture.toGenericString());
      }
      try {
        arguments[i] = world.parameter(type);
      } catch (Exception failure) {
        throw new ExtensionConfigurationException(
            "mockaws cannot make a " + type.getName(), failure);
      }
    }
    return arguments;
  }
}
