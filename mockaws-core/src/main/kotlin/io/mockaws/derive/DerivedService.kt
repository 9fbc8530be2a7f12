package io.mockaws.derive

import io.mockaws.engine.CallContext
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.Thing
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.model.Models
import io.mockaws.model.OperationModel
import io.mockaws.model.ServiceModel
import io.mockaws.model.ServiceShapes
import io.mockaws.model.membersShape
import io.mockaws.wire.MemberNames
import io.mockaws.wire.protocol.Protocols
import java.util.concurrent.ConcurrentHashMap

/**
 * A service that nobody has written: its operations are answered by rules from its [model], with real state
 * ([Derivation]). One for the JVM and model, made when it is first called.
 */
internal class DerivedService private constructor(
    val model: ServiceModel,
) : Service<DerivedState>(
    ServiceShapes.of(model.facts.name, model.xmlNamespace),
    model.facts.protocols.map(Protocols::named),
    StateKind(
        if (model.isGlobal) StateKind.Scope.ACCOUNT else StateKind.Scope.REGIONAL,
        { DerivedState() }
    ) { _, entries -> derivedStateOf(entries) },
) {
    override val stateKey: String get() = STATE_KEY + shape.name

    override val stateOwner: Service<DerivedState> by lazy { rules.facts.keeper?.let(::named) ?: this }

    override fun things(state: DerivedState): Sequence<Thing> =
        state.things().filter { it.name.isNotEmpty() }.map { thing ->
            val words = rules.kinds.named(thing.noun)?.words?.joinToString(" ")
            Thing(words ?: thing.noun, thing.name, thing.otherNames)
        }

    private val derivation = Derivation(model, shape)

    /** What is known of the service, worked out when it is first asked for. */
    val rules: ServiceRules get() = derivation.rules

    /** What [operation] answers to [input]; see [Derivation.answer]. */
    fun answer(
        operation: OperationModel,
        input: Map<String, Any?>,
        call: CallContext<DerivedState>,
    ): Map<String, Any?> = derivation.answer(operation, input, call)

    override val access: ServiceAccess<DerivedState> = DerivedAccess(this)

    override fun operation(name: String): Operation<DerivedState, Map<String, Any?>, Map<String, Any?>>? {
        val operation = model.operation(name) ?: return null
        val shape = model.membersShape(operation, MemberNames.AS_IS)
        return Operation(shape, isDerived = true) { input, call -> derivation.answer(operation, input, call) }
    }

    companion object {
        private val services = ConcurrentHashMap<String, DerivedService>()

        /** The one that the AWS CLI calls [name]; null where AWS has none of that name. */
        fun named(name: String): DerivedService? {
            services[name]?.let { return it }
            if (Models.facts(name) == null) return null
            return services.computeIfAbsent(name) { DerivedService(Models.service(it)) }
        }

        /** The one whose states are kept under [key]; null where it is none of these. */
        fun keptAs(key: String): DerivedService? =
            if (key.startsWith(STATE_KEY)) named(key.substring(STATE_KEY.length)) else null

        /** What is derived today may be written tomorrow, with another state. */
        private const val STATE_KEY = "derived:"
    }
}
