package io.mockaws.derive

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.wire.suggestion

/**
 * A service of AWS's that nobody has written, as a test sees it: [io.mockaws.MockAws.service]. Works in the account and
 * region of the mock, touches memory only, and leaves no calls in the journal.
 *
 * `aws.service("glue").resources("Database").put(mapOf("Name" to "sales"))`
 */
public class ServiceFixture internal constructor(
    private val service: DerivedService,
    private val context: () -> CallContext<DerivedState>,
) {
    private val kinds = service.rules.kinds.all.filter { it.creators.isNotEmpty() }.associateBy(Kind::title)

    /** What it has resources of, as its operations call them: `Database`, `Table`. In alphabetical order. */
    public val resourceTypes: List<String> get() = kinds.keys.sorted()

    /**
     * The resources of one type.
     *
     * @param type as in the name of the operation that makes one: `Database` for `CreateDatabase`
     * @throws IllegalArgumentException when the service has no such type
     */
    public fun resources(type: String): ResourcesFixture {
        val kind =
            requireNotNull(kinds[type]) { "${service.shape.name} has no resources ${suggestion(type, resourceTypes)}" }
        return ResourcesFixture(service, kind, context)
    }

    override fun toString(): String = "ServiceFixture(${service.shape.name})"
}

/** The resources of one type of a service: [ServiceFixture.resources]. */
public class ResourcesFixture internal constructor(
    private val service: DerivedService,
    private val kind: Kind,
    private val context: () -> CallContext<DerivedState>,
) {
    private val things = DerivedThings(service, kind)

    /** All of them, in the order in which they came: the members that the service shows, by AWS's names. */
    public fun all(): List<Map<String, Any?>> = things.all(context())

    /** The one that has [handle] as its id, name or ARN; null when there is none. */
    public fun find(handle: String): Map<String, Any?>? = things.find(handle, context())

    /**
     * Makes one, as the service's own operation does.
     *
     * @param members the input of that operation by AWS's names; what stands in its one structure may be given alone:
     * `Name` for the `DatabaseInput` of `CreateDatabase`
     * @throws IllegalArgumentException when AWS would refuse it, as when there is one with that name
     */
    public fun put(members: Map<String, Any?>): ResourcesFixture {
        refusing { things.make(members, context()) }
        return this
    }

    /**
     * Removes the one that has [handle] as its id, name or ARN, with all that belongs to it.
     *
     * @return whether there was one
     * @throws IllegalArgumentException when AWS would refuse it, as when it is protected
     */
    public fun remove(handle: String): Boolean = refusing { things.remove(handle, context()) }

    private fun <T> refusing(action: () -> T): T =
        try {
            action()
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }

    override fun toString(): String = "ResourcesFixture(${service.shape.name} ${kind.title}, there: ${all().size})"
}
