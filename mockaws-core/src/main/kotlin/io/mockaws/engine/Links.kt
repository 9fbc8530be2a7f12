package io.mockaws.engine

import io.mockaws.engine.access.Resources
import io.mockaws.engine.delivery.Deliveries
import io.mockaws.engine.keys.KeysOf
import io.mockaws.engine.keys.NamedKeys

/** Whom the services of a mock ask for what is another's, without knowing them. Holds nothing that changes. */
internal class Links(
    /** How services reach each other's resources. */
    val deliveries: Deliveries = Deliveries(emptyList()),
    /** Who keeps the keys that services encrypt under. */
    val keysOf: KeysOf = KeysOf { NamedKeys },
    /** Whose access keys are whose. */
    val identities: Identities = Identities(emptyList()),
    /** Who keeps secrets; null where nobody does. */
    val secrets: SecretStore? = null,
    /** Who keeps objects. */
    val objects: ObjectStore = NoObjects,
    /** Who knows the policies of callers; null where nobody does. */
    val identityPolicies: IdentityPolicies? = null,
    /** Who knows roles; null where nobody does. */
    val roles: Roles? = null,
    /** Who knows what resources say of who may do what with them; null where nobody does. */
    val resources: Resources? = null,
    /** Who keeps the logs of services; null where nobody does. */
    val logs: LogStore? = null,
    /** Who keeps machines; null where nobody does. */
    val machines: MachineStore? = null,
    /** Who knows of targets of load balancers; null where nobody does. */
    val targets: TargetStore? = null,
)
