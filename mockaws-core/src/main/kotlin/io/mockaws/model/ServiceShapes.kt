package io.mockaws.model

import io.mockaws.wire.MemberNames
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.content.MAX_DOCUMENT

/** What protocols must know of a service: mostly what the index says of it. */
internal object ServiceShapes {
    /**
     * The service that the AWS CLI calls [name].
     *
     * @param xmlNamespace of XML answers; null for none
     * @param errorNamespace see [ServiceShape.errorNamespace]
     * @param crc32 see [ServiceShape.crc32]
     * @param maxDocument see [ServiceShape.maxDocument]
     * @param failsOnBadEncoding see [ServiceShape.failsOnBadEncoding]
     */
    fun of(
        name: String,
        xmlNamespace: String? = null,
        errorNamespace: String? = null,
        crc32: Boolean = false,
        isS3: Boolean = false,
        maxDocument: Long = MAX_DOCUMENT,
        failsOnBadEncoding: Boolean = false,
    ): ServiceShape {
        val facts = requireNotNull(Models.facts(name)) { "AWS has no service $name" }
        return ServiceShape(
            id = facts.id,
            signingName = facts.signingName,
            version = facts.version,
            targetPrefix = facts.targetPrefix,
            shapeName = facts.shapeName,
            xmlNamespace = xmlNamespace,
            endpointPrefix = facts.endpointPrefix,
            memberNames = MemberNames.AS_IS,
            queryCompatible = facts.isQueryCompatible,
            isS3 = isS3,
            errorNamespace = errorNamespace,
            crc32 = crc32,
            maxDocument = maxDocument,
            failsOnBadEncoding = failsOnBadEncoding,
            name = facts.name,
        )
    }
}
