package io.mockaws.junit;

import io.mockaws.scope.ClientHome;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Tells the clients of a Spring context whose test it is: Spring keeps contexts for later tests,
 * and their listeners run on. Found by Spring's tests, where there are any.
 */
public final class SpringContexts extends AbstractTestExecutionListener {
  private static final Map<ApplicationContext, ClientHome> HOMES =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** For Spring. */
  public SpringContexts() {}

  /** After that of Spring which injects what is in the context, and so makes it. */
  @Override
  public int getOrder() {
    return 2500;
  }

  /** Spring 7 stops a context that nobody uses, and starts it again when it is asked for. */
  @Override
  public void beforeTestClass(TestContext test) {
    if (test.hasApplicationContext()) {
      ClientHome.starting(test::getApplicationContext);
    }
  }

  @Override
  public void prepareTestInstance(TestContext test) {
    moveIn(test);
  }

  @Override
  public void beforeTestMethod(TestContext test) {
    moveIn(test);
  }

  private static void moveIn(TestContext test) {
    if (test.hasApplicationContext()) {
      HOMES.computeIfAbsent(test.getApplicationContext(), context -> new ClientHome()).moveIn();
    }
  }
}
