package io.mockaws.services.lambda.op

import io.mockaws.kit.Arn
import io.mockaws.kit.stream.RecordFilter
import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.mapping.FilterCriteria
import io.mockaws.services.lambda.state.LambdaCall

/** Refuses what is not there to be read; what nobody here can read is kept as a record. */
internal fun LambdaCall.checkSource(text: String) {
    val arn = Arn.parse(text) ?: throw LambdaFaults.invalid("Unrecognized event source.")
    val source = world.links.deliveries.source(arn) ?: return
    if (source.has(arn, world)) return
    throw LambdaFaults.invalid(
        if (arn.service == "sqs") {
            "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error " +
                "Message: The specified queue does not exist."
        } else {
            "Stream not found: $text"
        },
    )
}

internal fun checkFilters(criteria: FilterCriteria?) {
    if (criteria?.filters.orEmpty().all { RecordFilter.isPattern(it.pattern) }) return
    throw LambdaFaults.invalid("Invalid filter pattern definition.")
}
