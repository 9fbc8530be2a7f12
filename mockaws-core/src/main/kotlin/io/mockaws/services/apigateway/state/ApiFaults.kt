package io.mockaws.services.apigateway.state

import io.mockaws.engine.AwsFault

/** The errors of API Gateway, in its own words. */
internal object ApiFaults {
    fun notFound(message: String): AwsFault = AwsFault("NotFoundException", message)

    fun badRequest(message: String): AwsFault = AwsFault("BadRequestException", message)

    fun conflict(message: String): AwsFault = AwsFault("ConflictException", message)

    fun noRestApi(
        account: String,
        id: String,
    ): AwsFault = notFound("Invalid API identifier specified $account:$id")

    fun noApi(id: String): AwsFault = notFound("Invalid API identifier specified $id")

    fun noResource(): AwsFault = notFound("Invalid Resource identifier specified")

    fun noMethod(): AwsFault = notFound("Invalid Method identifier specified")

    fun noIntegration(): AwsFault = notFound("Invalid Integration identifier specified")

    fun noResponse(): AwsFault = notFound("Invalid Response status code specified")

    fun noStage(): AwsFault = notFound("Invalid stage identifier specified")

    fun noDeployment(): AwsFault = notFound("Invalid Deployment identifier specified")

    fun noDomain(): AwsFault = notFound("Invalid domain name identifier specified")

    /** A path that [op] cannot have. */
    fun badPath(path: String?): AwsFault = badRequest("Invalid patch path $path")

    /** The same as other kinds of things say it; [supported] are all paths that [op] can have. */
    fun badPath(
        path: String?,
        op: String,
        supported: List<String>,
    ): AwsFault {
        val all = supported.joinToString()
        val rest = if (supported.isEmpty()) "Please choose supported operations" else "Must be one of: [$all]"
        return badRequest("Invalid patch path  '$path' specified for op '$op'. $rest")
    }

    fun badOp(supported: String): AwsFault =
        badRequest("Invalid patch operation specified. Must be one of: [$supported]")
}
