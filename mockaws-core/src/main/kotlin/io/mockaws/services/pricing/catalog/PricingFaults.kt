package io.mockaws.services.pricing.catalog

import io.mockaws.engine.AwsFault

/** What AWS refuses by, each in one place. */
internal object PricingFaults {
    fun invalidService(): AwsFault = AwsFault("InvalidParameterException", "Service code is invalid")

    fun invalidAttribute(name: String): AwsFault =
        AwsFault("InvalidParameterException", "Attribute name $name is invalid")

    fun invalidFormat(): AwsFault = AwsFault("InvalidParameterException", "Format version is invalid")

    fun invalidField(name: String): AwsFault = AwsFault("InvalidParameterException", "Filter field $name is invalid")

    fun invalidToken(): AwsFault = AwsFault("InvalidNextTokenException", "Pagination token is invalid")

    fun noPriceList(): AwsFault = AwsFault("ResourceNotFoundException", "Price list is not found")

    fun invalidFileFormat(): AwsFault = AwsFault("InvalidParameterException", "File format is invalid")
}
