package io.mockaws.models.sdk

/** Reads how an operation pages from the SDK's paginator: `inToken:outToken:result:limit`. */
internal fun pages(
    jar: ServiceJar,
    packageName: String,
    request: Class<*>,
    response: Class<*>,
): String? {
    val iterable = "$packageName/paginators/${request.simpleName.removeSuffix("Request")}Iterable"
    if (iterable !in jar.classes) return null
    val fetcher = "$iterable\$${response.simpleName}Fetcher"
    val bridge = "(Ljava/lang/Object;)Ljava/lang/Object;"
    val next = jar.code(fetcher).first { it.name == "nextPage" && it.descriptor != bridge }
    val inputs = ArrayList<String>()
    val outputs = ArrayList<String>()
    val requestName = request.name.replace('.', '/')
    val path = ArrayList<String>()
    for (call in next.steps.filterIsInstance<Step.Call>()) {
        if (call.owner == "$requestName\$Builder" && call.name != "build") {
            inputs += member(request, call.name)
            outputs += path(jar, path)
            path.clear()
        } else if ("/model/" in call.owner && call.owner != requestName && !call.owner.endsWith("Builder")) {
            path += call.owner + "." + call.name
        }
    }
    if (inputs.isEmpty()) return null
    return listOf(
        inputs.joinToString(","),
        outputs.joinToString(","),
        items(jar, iterable).joinToString(","),
        limit(request)
    )
        .joinToString(":")
}

/** What the paginator's own methods walk through, beside the pages. */
private fun items(
    jar: ServiceJar,
    iterable: String,
): List<String> =
    jar
        .code(iterable)
        .filter { it.name.startsWith("lambda\$") && it.descriptor.endsWith(")Ljava/util/Iterator;") }
        .map { method ->
            val getters = method.steps.filterIsInstance<Step.Call>().filter { "/model/" in it.owner }
            // Each getter is called once to look for null, and once more for its value.
            path(jar, getters.map { it.owner + "." + it.name }.distinct())
        }.filter { it.isNotEmpty() }
        .distinct()

private fun path(
    jar: ServiceJar,
    calls: List<String>,
): String = calls.joinToString(".") { member(jar.load(it.substringBeforeLast('.')), it.substringAfterLast('.')) }

private fun member(
    type: Class<*>,
    getter: String,
): String {
    // Enums have a getter for their text too, and words of Java's get a suffix.
    val name = plain(getter).removeSuffix("s").removeSuffix("asstring")
    val members = fields(type).map { it.memberName() }
    return members.firstOrNull { plain(it) in setOf(plain(getter), name) || plain(it) + "value" == plain(getter) }
        ?: error("${type.simpleName} has no $getter")
}

/** No class tells which member limits a page; these are the names that AWS uses for it. */
private fun limit(request: Class<*>): String {
    val members = fields(request).map { it.memberName() }
    return LIMITS.firstNotNullOfOrNull { limit -> members.firstOrNull { plain(it) == limit } }.orEmpty()
}

private val LIMITS =
    listOf(
        "maxresults",
        "maxitems",
        "limit",
        "pagesize",
        "maxrecords",
        "maxkeys",
        "maxuploads",
        "maxparts",
        "maxbuckets",
        "maxdirectorybuckets",
        "maxpagesize",
        "resultsperpage",
        "maximumpagesize",
        "itemsperpage",
        "maxdevices",
        "maxnumberresults",
        "maxentries",
        "resultlimit",
        "maxrecord",
    )
