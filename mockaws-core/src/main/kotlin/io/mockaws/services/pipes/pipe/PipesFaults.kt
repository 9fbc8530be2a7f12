package io.mockaws.services.pipes.pipe

import io.mockaws.engine.AwsFault

/** Errors of EventBridge Pipes and their words; statuses are the model's. */
internal object PipesFaults {
    fun noPipe(name: String) = AwsFault("NotFoundException", "Pipe $name does not exist.")

    fun noResource(arn: String) = AwsFault("NotFoundException", "Resource $arn does not exist.")

    fun pipeExists(name: String) = AwsFault("ConflictException", "Pipe $name already exists.")

    fun tooManyPipes() =
        AwsFault("ServiceQuotaExceededException", "The account has reached the limit of ${PipesLimits.PIPES} pipes.")

    fun badToken() = validation("Invalid NextToken.")

    fun validation(message: String) = AwsFault("ValidationException", message)

    /** What mockaws has not got, and says so before anybody relies on it. */
    fun notImplemented(what: String) = AwsFault("NotImplemented", "mockaws does not $what", NOT_IMPLEMENTED)

    private const val NOT_IMPLEMENTED = 501
}
