package io.mockaws.services.s3.page

import io.mockaws.services.s3.S3Service
import io.mockaws.services.s3.bucket.Bucket
import io.mockaws.services.s3.settings.BucketSetting
import io.mockaws.state.StateSection
import io.mockaws.state.documentSection
import kotlinx.serialization.serializer

/** What a bucket is set to, one section a setting. It knows no kind of setting. */
internal fun settingSections(
    bucket: Bucket
): List<StateSection> = bucket.settings.configuration.settings.map(::sectionOf)

private fun sectionOf(setting: BucketSetting): StateSection {
    val title = setting.javaClass.simpleName.replace(WORD, " ").lowercase().replaceFirstChar(Char::uppercase)
    return documentSection(title, serializer(setting.javaClass), setting, S3Service.shape.memberNames)
}

/** Where a word of a class's name ends. */
private val WORD = Regex("(?<=[a-z])(?=[A-Z])")
