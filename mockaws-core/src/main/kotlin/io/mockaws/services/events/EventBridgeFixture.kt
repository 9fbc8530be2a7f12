package io.mockaws.services.events

import io.mockaws.engine.AwsFault
import io.mockaws.services.events.bus.BUSES
import io.mockaws.services.events.bus.EventBus
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.bus.buses
import io.mockaws.services.events.op.CreateEventBusRequest
import io.mockaws.services.events.op.createEventBus
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere
import kotlinx.coroutines.runBlocking

/**
 * Amazon EventBridge as a test sees it: `aws.eventBridge.bus("orders").events`. Works in the account and region of the
 * mock, touches memory only, and leaves no calls in the journal.
 */
public class EventBridgeFixture internal constructor(
    private val context: () -> EventsCall,
    private val journal: () -> Calls,
) {
    /** The default bus, which every account has. */
    public fun bus(): BusFixture = bus(EventBus.DEFAULT)

    /**
     * The bus [name], made if there is none. A statement that makes it and looks at its events at once fails: it has misspelt
     * the name.
     *
     * @throws IllegalArgumentException for a name that AWS would refuse
     */
    public fun bus(name: String): BusFixture {
        val call = context()
        if (call.state.now.bus(name) != null) return BusFixture(name, context, journal)
        require(NAME.matches(name)) { "No name of a bus: $name" }
        val others = call.buses().map { it.name }
        try {
            runBlocking { createEventBus(CreateEventBusRequest(name), call) }
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        val made = MadeHere(javaClass, "bus", name, others) { call.state.write { remove(BUSES, name) } }
        return BusFixture(name, context, journal, made)
    }

    /** Every bus of the mock's account and region, by name. */
    public fun buses(): List<BusFixture> = context().buses().map { BusFixture(it.name, context, journal) }

    override fun toString(): String = "EventBridgeFixture(${context().buses().map { it.name }})"

    private companion object {
        val NAME = Regex("[.\\-_A-Za-z0-9]{1,256}")
    }
}
