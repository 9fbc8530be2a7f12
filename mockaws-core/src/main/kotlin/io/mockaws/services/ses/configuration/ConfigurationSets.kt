package io.mockaws.services.ses.configuration

import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.deliver
import io.mockaws.kit.Arn
import io.mockaws.services.ses.sending.Events
import io.mockaws.services.ses.state.ConfigurationSet
import io.mockaws.services.ses.state.EventDestination
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.configurationSetArn

private val NAME = Regex("[A-Za-z0-9_-]{1,64}")

/** All sets, the oldest first. */
internal fun SesCall.configurationSets(): List<ConfigurationSet> =
    state.now[SesTables.configurationSets].values.sortedWith(compareBy({ it.createdAt }, { it.name }))

internal fun SesCall.configurationSet(
    name: String,
    api: SesApi,
): ConfigurationSet = state.now[SesTables.configurationSets][name] ?: throw api.noConfigurationSet(name)

internal fun SesCall.addConfigurationSet(
    set: ConfigurationSet,
    api: SesApi,
) {
    if (!NAME.matches(set.name)) {
        throw api.invalid(
            "Invalid configuration set name <${set.name}>: only alphanumeric ASCII characters, '_' and '-' are allowed.",
        )
    }
    state.write {
        if (set.name in this[SesTables.configurationSets]) throw api.configurationSetExists(set.name)
        this[SesTables.configurationSets, set.name] = set
    }
}

internal fun SesCall.changeConfigurationSet(
    name: String,
    api: SesApi,
    change: (ConfigurationSet) -> ConfigurationSet,
) {
    state.write {
        val found = this[SesTables.configurationSets][name] ?: throw api.noConfigurationSet(name)
        this[SesTables.configurationSets, name] = change(found)
    }
}

internal fun SesCall.removeConfigurationSet(
    name: String,
    api: SesApi,
) {
    state.write {
        if (name !in this[SesTables.configurationSets]) throw api.noConfigurationSet(name)
        remove(SesTables.configurationSets, name)
    }
}

/** Puts [destination] into the set [set], which must not have one of that name. */
internal fun SesCall.addEventDestination(
    set: String,
    destination: EventDestination,
    api: SesApi,
) {
    val known = configurationSet(set, api).destinations
    if (known.any { it.name == destination.name }) throw api.eventDestinationExists(destination.name, set)
    check(set, destination, api)
    changeConfigurationSet(set, api) { it.copy(destinations = it.destinations + destination) }
}

/** Puts [destination] in place of that of its name. */
internal fun SesCall.changeEventDestination(
    set: String,
    destination: EventDestination,
    api: SesApi,
) {
    val known = configurationSet(set, api).destinations
    if (known.none { it.name == destination.name }) throw api.noEventDestination(set)
    check(set, destination, api)
    changeConfigurationSet(set, api) { found ->
        found.copy(destinations = found.destinations.map { if (it.name == destination.name) destination else it })
    }
}

internal fun SesCall.removeEventDestination(
    set: String,
    name: String,
    api: SesApi,
) {
    if (configurationSet(set, api).destinations.none { it.name == name }) throw api.noEventDestination(set)
    changeConfigurationSet(set, api) { found ->
        found.copy(destinations = found.destinations.filter { it.name != name })
    }
}

/** SES says to a topic that it is in use, as LocalStack recorded: test_ses_sns_topic_integration_send_email. */
private fun SesCall.check(
    set: String,
    destination: EventDestination,
    api: SesApi,
) {
    val targets = destination.run { listOfNotNull(topicArn, busArn, firehoseArn, applicationArn, dimensions) }
    if (targets.size != 1) throw api.invalid("An event destination must have exactly one destination.")
    val topic = destination.topicArn ?: return
    val arn = Arn.parse(topic) ?: throw api.invalid("Invalid SNS topic ARN <$topic>.")
    val hello = "Successfully validated SNS topic for Amazon SES event publishing."
    val fault = deliver(Parcel(hello, Events.PRINCIPAL, configurationSetArn(set)), arn)
    if (fault != null && fault.error.code in NOT_THERE) throw api.noTopic(topic)
}

/** What Publish of SNS answers for a topic that is not there. */
private val NOT_THERE = setOf("NotFound", "NotFoundException")
