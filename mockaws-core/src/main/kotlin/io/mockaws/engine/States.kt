package io.mockaws.engine

import java.util.concurrent.ConcurrentHashMap

/** Every service's state by place, made when it is first asked for. */
internal class States private constructor(
    @Volatile private var states: ConcurrentHashMap<Key, ServiceState<*>>,
) {
    constructor() : this(ConcurrentHashMap())

    /** Whose state, with the parts of the place that the service's scope looks at. */
    data class Key(
        val service: Service<*>,
        val account: String,
        val region: String,
    )

    /** The state of [service] at [place]. */
    @Suppress("UNCHECKED_CAST")
    fun <S : ServiceState<S>> of(
        service: Service<S>,
        place: Place,
    ): S {
        val key = key(service, place)
        val states = states
        return (states[key] ?: states.computeIfAbsent(key) { service.state.create(place) }) as S
    }

    /** Every state there is, in a fixed order. */
    fun all(): List<Pair<Key, ServiceState<*>>> =
        states.entries
            .map { it.key to it.value }
            .sortedWith(compareBy({ it.first.service.shape.signingName }, { it.first.account }, { it.first.region }))

    /** Where [service] has a state, in a fixed order. */
    fun places(service: Service<*>): List<Place> =
        all().filter { it.first.service === service }.map { Place(it.first.account, it.first.region) }

    /** Forgets what [service] holds anywhere. */
    fun clear(service: Service<*>) {
        states.forEach { (key, state) -> if (key.service === service && states.remove(key, state)) state.retire() }
    }

    /** Forgets everything. */
    fun clear() = replaceBy(States())

    /** Puts copies of everything in [other] in place of what is here, all at once. */
    fun replaceBy(other: States) {
        val copies = other.fork()
        val old = states
        states = copies.states
        old.values.forEach { it.retire() }
    }

    /** Puts one state in place; for loading. */
    fun put(
        key: Key,
        state: ServiceState<*>,
    ) {
        states[key] = state
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
            StateKind.Scope.REGIONAL -> Key(service, place.account, place.region)
            StateKind.Scope.ACCOUNT -> Key(service, place.account, "")
            StateKind.Scope.GLOBAL -> Key(service, "", "")
        }
}
