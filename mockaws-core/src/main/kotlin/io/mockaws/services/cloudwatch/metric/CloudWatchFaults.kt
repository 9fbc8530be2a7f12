package io.mockaws.services.cloudwatch.metric

import io.mockaws.engine.AwsFault

/** Errors of CloudWatch and their words; statuses are the model's. */
internal object CloudWatchFaults {
    fun validation(message: String) = AwsFault("ValidationException", message, BAD_REQUEST, "ValidationError")

    fun invalid(message: String) = AwsFault("InvalidParameterValueException", message)

    fun combination(message: String) = AwsFault("InvalidParameterCombinationException", message)

    fun missing(name: String) = AwsFault("MissingRequiredParameterException", "The parameter $name is required.")

    fun exclusive(
        one: String,
        other: String,
    ) = combination("The parameters $one and $other are mutually exclusive and you have specified both.")

    fun badTimes() = invalid("The parameter StartTime must be less than the parameter EndTime.")

    fun tooManyPoints(count: Long) =
        combination(
            "You have requested up to $count datapoints, which exceeds the limit of 1440. You may reduce the " +
                "datapoints requested by increasing Period, or decreasing the time range.",
        )

    fun noAlarm() = AwsFault("ResourceNotFound", "")

    fun noDashboard(name: String) = AwsFault("DashboardNotFoundError", "Dashboard $name does not exist")

    fun badDashboardName() =
        invalid(
            "The value for field DashboardName contains invalid characters. It can only contain alphanumerics, " +
                "dash (-) and underscore (_).\n",
        )

    fun noResource() = AwsFault("ResourceNotFoundException", "Unknown")

    fun badToken() = AwsFault("InvalidNextToken", "The provided token is invalid")

    fun badFormat(name: String) = AwsFault("InvalidFormatFault", "$name is not valid JSON")

    fun notImplemented(what: String) = AwsFault("NotImplemented", "mockaws does not work out $what", NOT_IMPLEMENTED)

    private const val BAD_REQUEST = 400
    private const val NOT_IMPLEMENTED = 501
}
