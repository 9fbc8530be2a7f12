package io.mockaws.engine

import java.util.concurrent.ConcurrentHashMap

/** Every service's state by place, made when it is first asked for. */
internal class States private constructor(
    @Volatile private var states: ConcurrentHashMap<Key, ServiceState<*>>,
) {
    constructor() : this(ConcurrentHashMap())

    /** Where changes are written down; null where nobody wants to know. */
    @Volatile
    private var log: ChangeLog? = null

    /** The states that may have work to do by the clock, in a fixed order. */
    @Volatile
    var timed: List<Pair<Key, ServiceState<*>>> = emptyList()
        private set

    init {
        findTimed()
    }

    @Synchronized
    private fun findTimed() {
        timed = if (states.keys.none { it.service.isTimed }) emptyList() else all().filter { it.first.service.isTimed }
    }

    /** Whose state, with the parts of the place that the service's scope looks at. */
    data class Key(
        val service: Service<*>,
        val account: String,
        val region: String,
    ) {
        val path: EntryPath get() = listOf(service.stateKey, account, region)
    }

    /** The state of [service] at [place]. */
    @Suppress("UNCHECKED_CAST")
    fun <S : ServiceState<S>> of(
        service: Service<S>,
        place: Place,
    ): S {
        val key = key(service, place)
        val states = states
        return (states[key] ?: make(key, service, place)) as S
    }

    private fun make(
        key: Key,
        service: Service<*>,
        place: Place,
    ): ServiceState<*> {
        val made = states.computeIfAbsent(key) { service.state.create(place).also { listenTo(key, it) } }
        if (key.service.isTimed) findTimed()
        return made
    }

    /** The same where there is one already; null where there is none. */
    @Suppress("UNCHECKED_CAST")
    fun <S : ServiceState<S>> existing(
        service: Service<S>,
        place: Place,
    ): S? = states[key(service, place)] as S?

    /** Every state there is, in a fixed order. */
    fun all(): List<Pair<Key, ServiceState<*>>> =
        states.entries
            .map { it.key to it.value }
            .sortedWith(compareBy({ it.first.service.shape.signingName }, { it.first.account }, { it.first.region }))

    /** Where [service] has a state, in a fixed order. */
    fun places(service: Service<*>): List<Place> =
        all().filter { it.first.service === service.stateOwner }.map { Place(it.first.account, it.first.region) }

    /** Has all changes from here on written to [log]. Nothing may change meanwhile. */
    fun writeTo(log: ChangeLog) {
        this.log = log
        states.forEach { (key, state) -> listenTo(key, state) }
    }

    private fun listenTo(
        key: Key,
        state: ServiceState<*>,
    ) {
        val log = log ?: return
        val above = key.path
        state.tell { entries ->
            synchronized(log) {
                // What a call does to a state that was replaced while it ran is seen by nobody.
                if (states[key] === state) log.add(entries.map { it.below(above) })
            }
        }
    }

    /** Forgets what [service] works on anywhere. */
    fun clear(service: Service<*>) {
        val owner = service.stateOwner
        val gone = ArrayList<ServiceState<*>>()
        logged(listOf(Entry.gone(listOf(owner.stateKey)))) {
            states.forEach { (key, state) -> if (key.service === owner && states.remove(key, state)) gone += state }
        }
        findTimed()
        gone.forEach { it.retire() }
    }

    /** Forgets everything. */
    fun clear() = replaceBy(States())

    /** Puts copies of everything in [other] in place of what is here, all at once. */
    fun replaceBy(other: States) {
        val copies = other.fork().states
        copies.forEach { (key, state) -> listenTo(key, state) }
        val old = states
        val entries = if (log == null) emptyList() else listOf(Entry.gone(emptyList())) + entriesOf(copies)
        logged(entries) { states = copies }
        findTimed()
        old.values.forEach { it.retire() }
    }

    /** Everything, entry by entry. */
    fun entries(): List<Entry> = entriesOf(states)

    private fun entriesOf(states: Map<Key, ServiceState<*>>): List<Entry> =
        states.flatMap { (key, state) -> state.entries().map { it.below(key.path) } }

    /** Runs [change], which [entries] describe, so that no other change is written down before or after it out of turn. */
    private fun logged(
        entries: List<Entry>,
        change: () -> Unit,
    ) {
        val log = log ?: return change()
        synchronized(log) {
            change()
            log.add(entries)
        }
    }

    /** Puts one state in place; for loading. */
    fun put(state: Pair<Key, ServiceState<*>>) {
        states[state.first] = state.second
        findTimed()
    }

    /** A copy that shares entries but no container. */
    fun fork(): States {
        val copies = ConcurrentHashMap<Key, ServiceState<*>>(states.size * 2)
        states.forEach { (key, state) -> copies[key] = state.fork() }
        return States(copies)
    }

    fun key(
        service: Service<*>,
        place: Place,
    ): Key =
        when (service.state.scope) {
            StateKind.Scope.REGIONAL -> Key(service.stateOwner, place.account, place.region)
            StateKind.Scope.ACCOUNT -> Key(service.stateOwner, place.account, "")
            StateKind.Scope.GLOBAL -> Key(service.stateOwner, "", "")
        }
}
