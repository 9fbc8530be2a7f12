package io.mockaws.services.s3.settings

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** Whether a rule, or a part of one, is in force. Anything else is malformed. */
@Serializable
internal enum class SettingStatus {
    @SerialName("Enabled")
    ENABLED,

    @SerialName("Disabled")
    DISABLED,
}
