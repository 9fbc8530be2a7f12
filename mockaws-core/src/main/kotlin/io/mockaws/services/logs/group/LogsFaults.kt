package io.mockaws.services.logs.group

import io.mockaws.engine.AwsFault

/** Errors of CloudWatch Logs and their words; statuses are the model's. */
internal object LogsFaults {
    fun noGroup() = notFound("The specified log group does not exist.")

    fun groupExists() = AwsFault("ResourceAlreadyExistsException", "The specified log group already exists")

    fun noStream() = notFound("The specified log stream does not exist.")

    fun streamExists() = AwsFault("ResourceAlreadyExistsException", "The specified log stream already exists")

    fun reservedName() = invalid("Log groups starting with AWS/ are reserved for AWS.")

    fun isProtected() =
        AwsFault("ValidationException", "Log group cannot be deleted because deletion protection is enabled for it.")

    fun prefixOrPattern() =
        invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")

    fun nameOrArn() =
        AwsFault("ValidationException", "LogGroup name and LogGroup ARN are mutually exclusive parameters.")

    fun noNameOrArn() = invalid("Either LogGroup name or LogGroup ARN must be specified.")

    fun timeOrderWithPrefix() = invalid("Cannot order by LastEventTime with a logStreamNamePrefix.")

    fun namesAndPrefix() = invalid("Can't specify logStreamNames and logStreamNamePrefix at the same time.")

    fun namesAndPrefixes() = invalid("Only one of logStreamNames or logStreamNamePrefixes can be provided.")

    fun oneGroupOnly() =
        invalid("logStreamNames and logStreamNamePrefixes can only be used with a single log group.")

    fun badToken() = invalid("The specified nextToken is invalid.")

    fun outOfOrder() = invalid("Log events in a single PutLogEvents request must be in chronological order.")

    fun longSpan() =
        invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")

    fun batchTooLarge(bytes: Int) = invalid("Upload too large: $bytes bytes exceeds limit of ${LogsLimits.BATCH}")

    fun eventTooLarge(bytes: Int) = invalid("Log event too large: $bytes bytes exceeds limit of ${LogsLimits.BATCH}")

    fun badRetention(days: Int) =
        invalid(
            "1 validation error detected: Value '$days' at 'retentionInDays' failed to satisfy constraint: " +
                "Member must satisfy enum value set: ${LogsLimits.RETENTION}",
        )

    fun badPattern() = invalid("Invalid filter pattern")

    fun noMetricFilter() = notFound("The specified metric filter does not exist.")

    fun dimensionsOrDefault() =
        invalid("Invalid metric transformation: dimensions and default value are mutually exclusive properties.")

    fun badMetricValue() = invalid("Invalid metricTransformation's metricValue")

    fun noSubscription() = notFound("The specified subscription filter does not exist.")

    fun tooMany() = AwsFault("LimitExceededException", "Resource limit exceeded.")

    fun badDestination() = invalid("PutSubscriptionFilter operation cannot work with destinationArn for this vendor")

    fun noRole(vendor: String) = invalid("destinationArn for vendor $vendor cannot be used without roleArn")

    fun otherAccount() =
        AwsFault(
            "AccessDeniedException",
            "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create " +
                "cross account lambda triggers.",
            BAD_REQUEST,
        )

    fun functionRefuses() =
        invalid(
            "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute " +
                "your function.",
        )

    fun ownFunction() =
        invalid("The log group provided is reserved for the function logs of the destination function.")

    fun streamRefuses() =
        invalid(
            "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in " +
                "ACTIVE state. ",
        )

    fun firehoseRefuses() =
        invalid(
            "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in " +
                "ACTIVE state.",
        )

    fun noDestination() = notFound("The specified destination does not exist.")

    fun noBucket() = invalid("The given bucket does not exist. Please make sure the bucket is valid.")

    fun noTask() = notFound("The specified export task does not exist.")

    fun taskIsOver() = AwsFault("InvalidOperationException", "The specified export task has already finished")

    fun noPolicy(name: String) = notFound("Policy with name [$name] does not exist.")

    fun badPolicy() = invalid("Policy document is invalid JSON")

    fun noGroupToQuery(
        name: String,
        account: String,
    ) = notFound("Log group '$name' does not exist for account ID '$account'")

    fun noQuery() = notFound("The specified query does not exist.")

    fun noDefinition() = notFound("The specified query definition does not exist.")

    fun badTimes() = invalid("End time should not be less than start time")

    fun noGroups() = invalid("At least one log group must be specified")

    fun badArn() = invalid("The specified resource ARN is invalid.")

    fun tooManyTags() =
        AwsFault("TooManyTagsException", "A resource can have no more than ${LogsLimits.TAGS} tags.")

    fun badTag(key: String) = invalid("Invalid tag: $key")

    fun noRecord() = invalid("The specified logRecordPointer is invalid.")

    fun noDelivery() = notFound("Requested Delivery does not exist in this account.")

    fun noDeliveryDestination() = notFound("Requested Delivery Destination does not exist in this account.")

    fun noDeliverySource() = notFound("Requested Delivery Source does not exist in this account.")

    fun conflict(message: String) = AwsFault("ConflictException", message)

    fun invalid(message: String) = AwsFault("InvalidParameterException", message)

    private fun notFound(message: String) = AwsFault("ResourceNotFoundException", message)

    private const val BAD_REQUEST = 400
}
