package io.mockaws

import io.mockaws.engine.Ids
import io.mockaws.engine.States

/**
 * The state of every service at one instant, as [MockAws.snapshot] took it. It does not change when the mock does,
 * and can be restored any number of times, also in another mock of the same JVM while the first one is open.
 */
public class Snapshot internal constructor(
    internal val states: States,
    internal val ids: Ids.Position,
)
