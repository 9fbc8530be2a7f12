package io.mockaws

import io.mockaws.engine.Ids
import io.mockaws.engine.States
import java.net.URI

/**
 * The state of every service at one instant, as [MockAws.snapshot] took it. It does not change when the mock does,
 * and can be restored any number of times, also in another mock of the same JVM while the first one is open; one of an
 * attached mock in every mock that is attached to the same server.
 */
public abstract class Snapshot internal constructor()

/** In the memory of this JVM. */
internal class LocalSnapshot(
    val states: States,
    val ids: Ids.Position,
) : Snapshot()

/** In a server, which keeps it by its name. */
internal class RemoteSnapshot(
    val server: URI,
    val name: String,
) : Snapshot()
