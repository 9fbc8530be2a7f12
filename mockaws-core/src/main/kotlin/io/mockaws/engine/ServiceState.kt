package io.mockaws.engine

/**
 * What one service keeps for one account and region: plain data, which is written to disk as entries. Entries (an item,
 * an object, a message) are immutable, containers may change. Every public method of an implementation is atomic.
 */
internal interface ServiceState<S : ServiceState<S>> {
    /**
     * A copy that shares entries but no container: what changes in one is not seen in the other. Takes time by the
     * number of containers at most, not of what they hold, so it copies lazily or uses persistent collections. Nobody
     * is told of its changes.
     */
    fun fork(): S

    /** All that it holds. */
    fun entries(): List<Entry>

    /** What in it calls name, as of now. */
    fun things(): Sequence<Thing> = emptySequence()

    /** From here on tells [listener] what changes. */
    fun tell(listener: ChangeListener)

    /**
     * Another state stands in its place now, after a reset or a restore. Who waits on this one must wake and look
     * for the new one. Nothing to do where nobody waits.
     */
    fun retire() {}
}

/** Whom a state tells of its changes. */
internal fun interface ChangeListener {
    /**
     * All that changes together, in order. Called with the state's lock held, so that it hears of changes in the order
     * in which they happen.
     */
    fun changed(entries: List<Entry>)
}

/** How a service's state is made, cut up and read back. */
internal class StateKind<S : ServiceState<S>>(
    val scope: Scope,
    val create: (Place) -> S,
    /** Makes the state that had these entries. */
    val read: (Place, StoredEntries) -> S,
) {
    enum class Scope {
        /** One for each account and region, as in most services. */
        REGIONAL,

        /** One for each account: IAM, Route 53. */
        ACCOUNT,

        /** One for all: S3, whose bucket names are shared by every account and region. */
        GLOBAL,
    }
}

/** An account and region. */
internal data class Place(
    val account: String,
    val region: String,
)
