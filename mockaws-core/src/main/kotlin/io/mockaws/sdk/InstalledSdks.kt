package io.mockaws.sdk

import io.mockaws.sdk.java.JavaSdkTypes
import io.mockaws.sdk.kotlin.KotlinSdkTypes
import io.mockaws.testing.SdkTypes

/** The SDKs on the class path. */
internal object InstalledSdks {
    /** One for each of them; a class that knows an SDK's types is only touched where they are. */
    val types: List<SdkTypes> by lazy {
        listOfNotNull(
            if (isThere("software.amazon.awssdk.core.SdkPojo")) JavaSdkTypes else null,
            if (isThere("aws.sdk.kotlin.runtime.AwsServiceException")) KotlinSdkTypes else null,
        )
    }

    private fun isThere(className: String): Boolean =
        try {
            Class.forName(className, false, InstalledSdks::class.java.classLoader)
            true
        } catch (_: ClassNotFoundException) {
            false
        }
}
