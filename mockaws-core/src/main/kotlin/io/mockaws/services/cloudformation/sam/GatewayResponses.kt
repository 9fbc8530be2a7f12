package io.mockaws.services.cloudformation.sam

/** Property `GatewayResponses`: how the API answers where no function does. */
internal object GatewayResponses {
    private val PROPERTIES = listOf("ResponseParameters", "ResponseTemplates", "StatusCode")
    private val PREFIXES = linkedMapOf("Headers" to "header.", "Paths" to "path.", "QueryStrings" to "querystring.")
    private val STATUS = Regex("[0-9]{1,3}")

    fun check(
        api: String,
        given: Fields,
    ) = given.ordered().forEach { type ->
        val response = given[type]
        if (isIntrinsic(response)) {
            wrongResource(
                api,
                "Unable to set GatewayResponses attribute because intrinsic functions are not supported for this field."
            )
        }
        if (response !is Fields) {
            wrongResource(
                api,
                "Invalid property type '${pythonType(
                    response
                )}' for GatewayResponses. Expected an object of type 'GatewayResponse'.",
            )
        }
        response.ordered().firstOrNull { it !in PROPERTIES }?.let {
            wrongResource(api, "Invalid property '$it' in 'GatewayResponses' property '$type'.")
        }
    }

    /** A string of an API's is, for SAM, of a type of its own. */
    private fun pythonType(value: Any?) = if (value is String) "Py27UniStr" else typeName(value)

    fun made(
        sam: Sam,
        api: String,
        given: Fields,
    ): Map<String, Fields> = given.ordered().associateWith { made(sam, api, it, given.fields(it)!!) }

    private fun made(
        sam: Sam,
        api: String,
        type: String,
        response: Fields,
    ): Fields {
        val given = response["ResponseParameters"].takeIf(::present)?.let {
            Expect(it, api, "GatewayResponses.$type.ResponseParameters").map()
        }
        given?.ordered()?.firstOrNull {
            it !in PREFIXES
        }?.let { wrongResource(api, "Invalid gateway response parameter '$it'") }
        val status = response["StatusCode"]?.let { Text.shown(it) }
        if (present(response["StatusCode"]) &&
            !STATUS.matches(status!!)
        ) {
            wrongResource(api, "Property 'StatusCode' must be numeric")
        }
        val parameters = Fields(hashed = true)
        PREFIXES.forEach { (property, prefix) ->
            val values = Expect(
                given?.getOrDefault(property, Fields()) ?: Fields(),
                api,
                "ResponseParameters.$property"
            ).map()
            values.ordered().forEach { parameters[sam.origins.inherit(it, "gatewayresponse.$prefix$it")] = values[it] }
        }
        val made = hashedOf(
            "responseParameters" to parameters,
            "responseTemplates" to (response["ResponseTemplates"].takeIf(::present) ?: Fields(true))
        )
        if (!status.isNullOrEmpty()) made["statusCode"] = String(status.toCharArray())
        return made
    }
}
