package io.mockaws.services.cloudformation.sam

/** The names of the functions that methods of a REST API call: an API is deployed anew when one of them changes. */
internal class FunctionNames(
    private val sam: Sam,
) {
    fun collect() =
        Prepare.samResources(sam, "AWS::Serverless::Function").forEach { (_, function) ->
            val properties = function.fields("Properties") ?: return@forEach
            val events = properties.fields("Events") ?: return@forEach
            events.ordered().mapNotNull { api(events.fields(it)) }.forEach { add(it, properties["FunctionName"]) }
        }

    private fun api(event: Fields?): String? = event?.takeIf {
        it["Type"] == "Api"
    }?.let { ImplicitApi.idOf(it.fields("Properties")?.get("RestApiId")) as? String }

    private fun add(
        api: String,
        name: Any?,
    ) {
        val resolved = sam.values.resolve(deepCopy(name)).takeIf(::present) ?: return
        val text = resolved as? String ?: Text.python(resolved, sam.origins)
        sam.functionNames[api] = sam.functionNames[api].orEmpty() + text
    }
}
