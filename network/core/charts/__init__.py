"""Pictures of numbers and places, computed here and drawn as SVG by the templates in `network/charts/`.

Each chart knows its title, its unit and its values; `drawing()` gives the geometry and `table` the same numbers as
rows. A value of None was not reported, which is something else than 0: it leaves a gap and says so in the table.
"""

from .bar import BarChart
from .data import Point, Series
from .donut import DonutChart
from .heat import HeatChart
from .line import LineChart
from .region import Marker, RegionMap

__all__ = ["BarChart", "DonutChart", "HeatChart", "LineChart", "Marker", "Point", "RegionMap", "Series"]
