package io.mockaws.services.events.bus

import io.mockaws.engine.AwsFault

/** Errors of EventBridge and their words; statuses are the model's. */
internal object EventsFaults {
    fun noBus(name: String) = notFound("Event bus $name does not exist.")

    fun busExists(name: String) = exists("Event bus $name already exists.")

    fun defaultBusStays() = validation("Cannot delete event bus default.")

    fun slashInBusName() = validation("Event bus name must not contain '/'.")

    fun noEventSource(name: String) = notFound("Event source $name does not exist.")

    fun busHasRules() = validation("Event bus can't be deleted since it has rules.")

    fun noRule(
        name: String,
        bus: String,
    ) = notFound("Rule $name does not exist on EventBus $bus.")

    fun ruleHasTargets() = validation("Rule can't be deleted since it has targets.")

    fun managed(name: String) =
        AwsFault("ManagedRuleException", "$name is a managed rule. Set 'force' parameter to true to override.")

    fun patternOrSchedule() = validation("Parameter(s) EventPattern or ScheduleExpression must be specified.")

    fun scheduleOnCustomBus() = validation("ScheduleExpression is supported only on the default event bus.")

    fun badSchedule() = invalid("ScheduleExpression")

    fun tooMany() = AwsFault("LimitExceededException", "The requested resource exceeds the maximum number allowed.")

    fun badTargetArn(arn: String) = invalid(arn, "Provided Arn is not in correct format.")

    fun needsSqsParameters(id: String) =
        validation("Parameter(s) SqsParameters must be specified for target: $id.")

    fun oneInputOnly(id: String) =
        validation("Only one of Input, InputPath, or InputTransformer must be provided for target $id.")

    fun badPlaceholder(
        id: String,
        name: String,
    ) = validation("InputTemplate for target $id contains invalid placeholder $name.")

    fun badPath(
        id: String,
        path: String,
    ) = validation("Invalid JSONPath $path for target $id.")

    fun badInput(id: String) = validation("JSON text in Input for target $id is not valid.")

    fun entriesTooLarge() = validation("Total size of the entries in the request is over the limit.")

    fun badEvent() = invalid("Event")

    fun badAction() = validation("Provided value in parameter 'action' is not supported.")

    fun noStatement() = notFound("Statement with the provided id does not exist.")

    fun permissionNeeds(parameter: String) = validation("Parameter(s) $parameter must be specified.")

    fun badPolicy() = validation("This policy contains invalid Json")

    fun policyTooLong() =
        AwsFault("PolicyLengthExceededException", "The policy length exceeds the maximum of 10240 characters.")

    fun noArchive(name: String) = notFound("Archive $name does not exist.")

    fun archiveExists(name: String) = exists("Archive $name already exists.")

    fun nothingToUpdate() =
        validation("At least one of EventPattern, RetentionDays or Description must be provided.")

    fun oneFilterOnly(operation: String) =
        validation(
            "At most one filter is allowed for $operation. Use either : State, EventSourceArn, or NamePrefix.",
        )

    fun noReplay(name: String) = notFound("Replay $name does not exist.")

    fun replayExists(name: String) = exists("Replay $name already exists.")

    fun noArchiveToReplay(name: String) = invalid("EventSourceArn", "Archive $name does not exist.")

    fun notAnArchive() = invalid("EventSourceArn", "Must contain an archive ARN.")

    fun destinationIsNoBus() = invalid("Destination.Arn", "Must contain an event bus ARN.")

    fun otherBus() = invalid("Destination.Arn", "Cross event bus replay is not permitted.")

    fun endBeforeStart() = invalid("EventEndTime", "EventStartTime must be before EventEndTime.")

    fun replayIsOver(name: String) =
        AwsFault("IllegalStatusException", "Replay $name is not in a valid state for this operation.")

    fun noConnection(
        name: String,
        action: String? = null,
    ) = notFound(failed(action, "connection(s)") + "Connection '$name' does not exist.")

    fun connectionExists(name: String) = exists("Connection $name already exists.")

    fun parametersMissing(type: String) =
        validation("Authorization parameters for authorization type $type must be provided.")

    fun noDestination(
        name: String,
        action: String? = null,
    ) = notFound(failed(action, "api-destination(s)") + "An api-destination '$name' does not exist.")

    fun destinationExists(name: String) = exists("An api-destination '$name' already exists.")

    fun badEndpoint() = invalid("InvocationEndpoint", "Must be a valid HTTPS URL.")

    fun badArn(name: String) = invalid(name, "Provided Arn is not in correct format.")

    fun badToken() = invalid("NextToken")

    fun badTag(key: String) = validation("The tag with the key $key is not valid.")

    fun tooManyTags() = AwsFault("LimitExceededException", "A resource can have at most 50 tags.")

    private fun failed(
        action: String?,
        what: String,
    ) = if (action == null) "" else "Failed to $action the $what. "

    private fun invalid(
        parameter: String,
        reason: String? = null,
    ) = validation("Parameter $parameter is not valid." + reason?.let { " Reason: $it" }.orEmpty())

    private fun notFound(message: String) = AwsFault("ResourceNotFoundException", message)

    private fun exists(message: String) = AwsFault("ResourceAlreadyExistsException", message)

    private fun validation(message: String) = AwsFault("ValidationException", message)
}
