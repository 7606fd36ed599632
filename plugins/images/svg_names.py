"""What a drawing may consist of: shapes, gradients, texts and effects; nothing that acts or asks.

Names from https://www.w3.org/TR/SVG2/eltindex.html and attindex.html; animation is left out (a
`set` can change an address), and so are links, foreign content and metadata.
"""

from __future__ import annotations

ELEMENTS = frozenset(
    """svg g defs symbol use switch title desc path rect circle ellipse line polyline polygon
    text tspan textPath image style linearGradient radialGradient stop pattern clipPath mask marker
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence""".split()  # noqa: SIM905  (read and compared more easily as words)
)
# Their children are drawn as if the element were not there.
UNWRAPPED = frozenset(["a"])
# Only here is white space between tags part of the drawing.
TEXTUAL = frozenset(["text", "tspan", "textPath", "title", "desc", "style"])
ATTRIBUTES = frozenset(
    """id class style lang role aria-label aria-labelledby aria-hidden version
    x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height viewBox preserveAspectRatio d points
    transform gradientTransform patternTransform gradientUnits patternUnits patternContentUnits
    spreadMethod offset pathLength refX refY markerWidth markerHeight markerUnits orient
    clipPathUnits maskUnits maskContentUnits filterUnits primitiveUnits rotate textLength
    lengthAdjust startOffset method spacing side href
    fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color stop-color stop-opacity
    display visibility overflow clip clip-path clip-rule mask mask-type filter marker marker-start
    marker-mid marker-end paint-order vector-effect shape-rendering text-rendering image-rendering
    color-interpolation color-interpolation-filters flood-color flood-opacity lighting-color
    mix-blend-mode isolation transform-origin font-family font-size font-style font-weight
    font-variant font-stretch font-size-adjust letter-spacing word-spacing text-anchor
    text-decoration dominant-baseline alignment-baseline baseline-shift direction unicode-bidi
    writing-mode
    in in2 result type values stdDeviation mode operator k1 k2 k3 k4 order kernelMatrix divisor
    bias targetX targetY edgeMode preserveAlpha surfaceScale diffuseConstant specularConstant
    specularExponent limitingConeAngle kernelUnitLength scale xChannelSelector yChannelSelector
    azimuth elevation z pointsAtX pointsAtY pointsAtZ tableValues slope intercept amplitude exponent
    radius baseFrequency numOctaves seed stitchTiles""".split()  # noqa: SIM905  (read and compared more easily as words)
)
