package io.mockaws.model

/** Finds the services that a request may be for by what AWS itself goes by. Several services share a name in signatures. */
internal object ServiceIndex {
    private val bySigningName by lazy { Models.index.groupBy { it.signingName } }
    private val byTarget by lazy { Models.index.filter { it.targetPrefix != null }.groupBy { it.targetPrefix!! } }
    private val byEndpoint by lazy { Models.index.groupBy { it.endpointPrefix } }
    private val byVersion by lazy { Models.index.filter { it.speaksQuery }.groupBy { it.version } }
    private val byShape by lazy { Models.index.groupBy { it.shapeName } }

    /** Those whose requests are signed for [name]. */
    fun signedAs(name: String): List<ServiceFacts> = bySigningName[name].orEmpty()

    /** Those whose `X-Amz-Target` begins with [prefix]. */
    fun targetedBy(prefix: String): List<ServiceFacts> = byTarget[prefix].orEmpty()

    /** Those that take forms of the API version [version]. */
    fun ofVersion(version: String): List<ServiceFacts> = byVersion[version].orEmpty()

    /** Those whose rpcv2Cbor paths have the service [shape]. */
    fun ofShape(shape: String): List<ServiceFacts> = byShape[shape].orEmpty()

    /** Those at [host]: `api.ecr.eu-west-1.amazonaws.com`, `photos.s3.amazonaws.com`, `123456789012.s3-control...`. */
    fun at(host: String): List<ServiceFacts> {
        val labels = host.split('.')
        var last = labels.indexOf("amazonaws").let { if (it < 0) labels.indexOf("api") else it } - 1
        while (last >= 0 && (labels[last] in BETWEEN || REGION.matches(labels[last]))) last--
        if (last < 0) return emptyList()
        val two = if (last > 0) byEndpoint["${labels[last - 1]}.${labels[last]}"] else null
        return two ?: byEndpoint[labels[last]].orEmpty()
    }

    private val BETWEEN = setOf("dualstack", "fips")
    private val REGION = Regex("[a-z]{2,}(-[a-z0-9]+)+-\\d+")
}
