package io.mockaws.junit;

import io.mockaws.sdk.intercept.Interception;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Brings mockaws into the SDKs before any of their classes is loaded, which is quicker than after.
 * Found by JUnit's launcher.
 */
public final class EarlyInterception implements LauncherSessionListener {
  /** For JUnit's launcher. */
  public EarlyInterception() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Interception.install();
  }
}
